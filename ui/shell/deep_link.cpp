// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/deep_link.h"

#include <QCoreApplication>
#include <QUrl>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/shell/places.h"

namespace beamline::ui {

namespace {
const QString kLinkScheme = QStringLiteral("beamline://");

struct DeepLink {
    Q_DECLARE_TR_FUNCTIONS(DeepLink)
};

api::Error linkError(const QString& message) {
    return {api::code::kInvalidArgument, toUtf8(message), {}, false};
}

/// What of a text is a link's and cannot do harm where it is shown or passed on.
bool isPlain(const QString& text) {
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.unicode() > 0x20 && c.unicode() < 0x7f && !QStringLiteral("\"'<>\\^`{|}?#&;").contains(c);
    });
}

/// A percent-encoded text inside a place, such as a filter.
bool isReadable(const QString& encoded) {
    const QByteArray bytes = QByteArray::fromPercentEncoding(encoded.toLatin1());
    const QString text = QString::fromUtf8(bytes);
    return text.toUtf8() == bytes &&
           std::none_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
}
}  // namespace

bool isLink(const QString& text) {
    return text.startsWith(QLatin1String("beamline:"), Qt::CaseInsensitive);
}

QString linkTo(const QString& place) {
    return kLinkScheme + place;
}

api::Result<QString> placeOfLink(const QString& link) {
    if (!link.startsWith(kLinkScheme, Qt::CaseInsensitive)) {
        return linkError(DeepLink::tr("A link begins with beamline://, such as beamline://approvals."));
    }
    QString place = link.mid(kLinkScheme.size());
    if (place.endsWith(QLatin1Char('/'))) {
        place.chop(1);  // some programs add it
    }
    return placeToShow(place);
}

api::Result<QString> placeToShow(const QString& place) {
    if (place.size() > kMaxLink) {
        return linkError(
            DeepLink::tr("A link has at most %1 characters; this one has %2.").arg(kMaxLink).arg(place.size()));
    }
    const QString shown = cutText(toUtf8(place), kLongestWord);
    if (!isPlain(place) || !isReadable(place)) {
        return linkError(DeepLink::tr("“%1” holds characters that no link has. Copy it again where it comes from.")
                             .arg(shown.simplified()));
    }
    const auto* row = findPlace(place);
    if (!row) {
        return linkError(DeepLink::tr("There is no place called “%1”. Places are runs, run/ID, approvals, "
                                      "approvals/ID, workflows and workflows/NAMESPACE/NAME.")
                             .arg(shown));
    }
    if (row->passing) {
        return linkError(DeepLink::tr("A link can only show something, and “%1” begins something.").arg(shown));
    }
    return place;
}

}  // namespace beamline::ui
