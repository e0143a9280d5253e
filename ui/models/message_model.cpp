// SPDX-License-Identifier: Apache-2.0
#include "ui/models/message_model.h"

#include <QCoreApplication>

#include "ui/models/formatting.h"

namespace beamline::ui {

namespace {
struct MessageText {
    Q_DECLARE_TR_FUNCTIONS(beamline::ui::MessageText)
};
}  // namespace

QString messageStatusText(const std::string& status) {
    return status == "sent"       ? MessageText::tr("Sent")
           : status == "answered" ? MessageText::tr("Answered")
           : status == "failed"   ? MessageText::tr("Failed")
                                  : cutText(status, kShownTitle);
}

api::Phase messagePhase(const std::string& status) {
    return status == "answered" || status == "sent" ? api::Phase::completed
           : status == "failed"                     ? api::Phase::faulted
                                                    : api::Phase::pending;
}

QString messageWay(const api::MessageInfo& message) {
    if (!message.subject.empty()) {
        return cutText(message.subject, kShownTitle);
    }
    const QString policy = MessageText::tr("policy %1").arg(cutText(message.policy, kShownTitle));
    return message.provider.empty()
               ? policy
               : QStringLiteral("%1 \u2192 %2").arg(policy, cutText(message.provider, kShownTitle));
}

QString headersText(const api::Json& headers) {
    QStringList lines;
    if (const auto* object = headers.if_object()) {
        for (const auto& [name, value] : *object) {
            const auto* text = value.if_string();
            lines << QStringLiteral("%1: %2").arg(toText(std::string_view(name)),
                                                  text ? toText(std::string_view(*text)) : jsonSummary(value));
        }
    }
    return lines.join(QLatin1Char('\n'));
}

api::Result<api::Json> headersOf(const QString& text) {
    boost::json::object headers;
    int number = 0;
    for (const QString& line : text.split(QLatin1Char('\n'))) {
        ++number;
        if (line.trimmed().isEmpty()) {
            continue;
        }
        const auto colon = line.indexOf(QLatin1Char(':'));
        const QString name = line.left(colon).trimmed();
        if (colon < 1 || name.isEmpty() || name.contains(QLatin1Char(' '))) {
            return api::Error{api::code::kInvalidArgument,
                              toUtf8(MessageText::tr("Line %1 is no header: write it as “Name: value”.").arg(number)),
                              {},
                              false};
        }
        headers[toUtf8(name)] = toUtf8(line.mid(colon + 1).trimmed());
    }
    return headers.empty() ? api::Json() : api::Json(std::move(headers));
}

MessageModel::MessageModel(EngineSession* session, QObject* parent) : PagedModelOf(session, parent) {
    m_tail.setSingleShot(true);
    m_tail.setInterval(kTailInterval);
    connect(&m_tail, &QTimer::timeout, this, [this] { refresh(); });
    connect(session, &EngineSession::gap, this, &MessageModel::touch);
    connect(session, &EngineSession::eventsArrived, this, [this](const std::vector<api::Event>& batch) {
        if (std::any_of(batch.begin(), batch.end(), [](const auto& one) { return one.kind == "message.sent"; })) {
            touch();
        }
    });
}

void MessageModel::touch() {
    if (!m_live) {
        m_missed = true;
    } else if (!m_tail.isActive()) {
        m_tail.start();
    }
}

void MessageModel::setLive(bool live) {
    m_live = live;
    if (!live) {
        m_missed = m_missed || m_tail.isActive();
        m_tail.stop();
    } else if (std::exchange(m_missed, false)) {
        refresh();
    }
}

void MessageModel::setFilter(const QString& text, const QString& status) {
    if (text != m_text || status != m_status) {
        m_text = text;
        m_status = status;
        clearRows();
        askAnew();
    }
}

void MessageModel::tick() {
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, WhenColumn), index(rowCount() - 1, WhenColumn), {Qt::DisplayRole});
    }
}

QStringList MessageModel::columnTitles() const {
    return {tr("State"), tr("Sent to"), tr("Type"), tr("By"), tr("Took"), tr("When")};
}

api::ListMessages MessageModel::question() const {
    api::ListMessages op;
    op.text = toUtf8(m_text);
    op.status = toUtf8(m_status);
    return op;
}

QString MessageModel::text(const api::MessageInfo& message, int column) const {
    switch (column) {
        case StatusColumn:
            return messageStatusText(message.status);
        case WayColumn:
            return messageWay(message);
        case TypeColumn:
            return cutText(message.type, kShownTitle);
        case UserColumn:
            return cutText(message.user, kShownTitle);
        case TookColumn:
            return formatMicroseconds(static_cast<qint64>(message.tookMs * 1000));
        default:
            return formatAge(message.at, Clock::now());
    }
}

QVariant MessageModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& message = itemAt(index.row());
    switch (role) {
        case Qt::DisplayRole:
            return text(message, index.column());
        case Qt::ToolTipRole:
            return index.column() == WhenColumn                               ? formatExact(message.at)
                   : index.column() == StatusColumn && !message.error.empty() ? cutText(message.error, kShownText)
                                                                              : text(message, index.column());
        case Qt::TextAlignmentRole:
            return QVariant(Qt::AlignVCenter | (isNumberColumn(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
        case PhaseRole:
            return index.column() == StatusColumn ? QVariant(static_cast<int>(messagePhase(message.status)))
                                                  : QVariant();
        case IdRole:
            return toText(message.id);
        default:
            return {};
    }
}

}  // namespace beamline::ui
