// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/pseudo_language.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QStyleOptionComboBox>
#include <QTabBar>
#include <QTextDocumentFragment>
#include <QToolTip>

#include "tests/ui/walk.h"
#include "ui/widgets/figure_tile.h"

namespace beamline::test {

using ui::FigureTile;

namespace {
constexpr int kRows = 30;  // of a list that are looked at

/// What is no text in a text: places to fill in, markup, entities.
const QRegularExpression& holes() {
    static const QRegularExpression kHoles(QStringLiteral("%(?:L?\\d|n)|<[^<>]+>|&[a-z]+;|&#\\d+;"));
    return kHoles;
}

QString otherLetters(const QString& text) {
    static const QString kPlain = QStringLiteral("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    static const QString kOther = QStringLiteral("ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļḿñöþǫŕšţûṽŵẋýž");
    QString other = text;
    for (QChar& one : other) {
        const auto at = kPlain.indexOf(one);
        one = at < 0 ? one : kOther[at];
    }
    return other;
}

void addItems(const QAbstractItemModel& model, QStringList& texts) {
    for (int i = 0; i < model.columnCount(); ++i) {
        texts << model.headerData(i, Qt::Horizontal).toString()
              << model.headerData(i, Qt::Horizontal, Qt::ToolTipRole).toString();
    }
    for (int row = 0; row < std::min(model.rowCount(), kRows); ++row) {
        for (int column = 0; column < model.columnCount(); ++column) {
            for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(Qt::AccessibleTextRole)}) {
                texts << model.index(row, column).data(role).toString();
            }
        }
    }
}

/// What is said when the mouse rests there.
QString tipAt(QWidget& where, const QPoint& at) {
    QToolTip::hideText();
    QHelpEvent help(QEvent::ToolTip, at, where.mapToGlobal(at));
    QApplication::sendEvent(&where, &help);
    const QString said = QToolTip::text();
    QToolTip::hideText();
    return plainText(said);
}

void checkHead(const QHeaderView& head, QStringList& found) {
    for (int section = 0; section < head.count(); ++section) {
        const QString title = head.model()->headerData(section, head.orientation()).toString();
        const int room = head.sectionSize(section);
        const bool sees = !head.isSectionHidden(section) && head.sectionViewportPosition(section) < head.width();
        const int needed = head.sectionSizeHint(section);
        if (sees && !title.isEmpty() && needed > room + 1 &&
            !tipAt(*head.viewport(), {head.sectionViewportPosition(section) + room / 2, head.height() / 2})
                 .contains(title)) {
            found << QStringLiteral("%1: the head “%2” has %3 of %4 pixels")
                         .arg(whereIs(head), title)
                         .arg(room)
                         .arg(needed);
        }
    }
}

void checkRows(const QAbstractItemView& view, QStringList& found) {
    QSet<int> told;
    for (int row = 0; row < std::min(view.model()->rowCount(view.rootIndex()), kRows); ++row) {
        for (int column = 0; column < view.model()->columnCount(view.rootIndex()); ++column) {
            const auto index = view.model()->index(row, column, view.rootIndex());
            const QRect at = view.visualRect(index).intersected(view.viewport()->rect());
            const QString text = index.data().toString();
            const int needed = view.sizeHintForIndex(index).width();
            if (!told.contains(column) && at.height() > 8 && at.width() > 8 && !text.isEmpty() &&
                needed > view.visualRect(index).width() + 1 && tipAt(*view.viewport(), at.center()).isEmpty()) {
                told << column;
                found << QStringLiteral("%1: “%2” has %3 of %4 pixels")
                             .arg(whereIs(view), text)
                             .arg(at.width())
                             .arg(needed);
            }
        }
    }
}

void checkTabs(const QTabBar& tabs, QStringList& found) {
    for (int i = 0; i < tabs.count(); ++i) {
        const int needed = tabs.fontMetrics().horizontalAdvance(plainText(tabs.tabText(i)));
        if (tabs.isTabVisible(i) && needed > tabs.tabRect(i).width() && tabs.tabToolTip(i).isEmpty()) {
            found << QStringLiteral("%1: the tab “%2” has %3 of %4 pixels")
                         .arg(whereIs(tabs), tabs.tabText(i))
                         .arg(tabs.tabRect(i).width())
                         .arg(needed);
        }
    }
}

/// The room that a text has not got; 0: it has enough.
int lackOf(const QWidget& widget) {
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
        return label->text().isEmpty() ? 0
               : label->wordWrap()     ? label->heightForWidth(label->width()) - label->height() - 2
                                       : label->sizeHint().width() - label->width();
    }
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) {
        return button->text().isEmpty() ? 0
                                        : std::max(button->sizeHint().width() - button->width(),
                                                   button->sizeHint().height() - button->height() - 2);
    }
    if (const auto* box = qobject_cast<const QComboBox*>(&widget)) {
        QStyleOptionComboBox option;
        option.initFrom(box);
        option.editable = box->isEditable();
        const QRect room =
            box->style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, box);
        return box->fontMetrics().horizontalAdvance(box->currentText()) - room.width();
    }
    return 0;
}
}  // namespace

QString PseudoLanguage::translate(const char* context, const char* source, const char*, int) const {
    const bool ofKeys = qstrcmp(context, "QShortcut") == 0;  // names of keys are looked up in what they were made of
    return ofKeys ? QString() : of(QString::fromUtf8(source));
}

QString PseudoLanguage::of(const QString& text) {
    constexpr double kLonger = 0.4;
    QString result;
    qsizetype from = 0;
    qsizetype letters = 0;
    const auto put = [&](const QString& part) {
        letters += part.size();
        result += otherLetters(part);
    };
    for (auto all = holes().globalMatch(text); all.hasNext();) {
        const auto hole = all.next();
        put(text.mid(from, hole.capturedStart() - from));
        result += hole.captured();
        from = hole.capturedEnd();
    }
    put(text.mid(from));
    const auto more = std::max<qsizetype>(1, qsizetype(double(letters) * kLonger) - 2);  // brackets and blank are some
    QString filling;
    for (qsizetype i = 0; i < more; ++i) {
        filling += i % 8 == 7 ? QLatin1Char(' ') : QChar(0x1E8B);  // so that it can be wrapped
    }
    return QStringLiteral("[%1 %2]")
        .arg(QString(result).replace(QLatin1Char('%'), QLatin1String("\x01")), filling)
        .replace(QLatin1String("\x01"), QLatin1String("%"));
}

QString plainText(const QString& text) {
    return Qt::mightBeRichText(text) ? QTextDocumentFragment::fromHtml(text).toPlainText()
                                     : QString(text).remove(QLatin1Char('&'));
}

QStringList ownTexts(const QWidget& widget) {
    QStringList texts{widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()};
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
        texts << label->text();
    } else if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) {
        texts << button->text();
    } else if (const auto* field = qobject_cast<const QLineEdit*>(&widget)) {
        texts << field->placeholderText();
    } else if (const auto* tabs = qobject_cast<const QTabBar*>(&widget)) {
        for (int i = 0; i < tabs->count(); ++i) {
            texts << tabs->tabText(i) << tabs->tabToolTip(i);
        }
    } else if (const auto* box = qobject_cast<const QComboBox*>(&widget)) {
        for (int i = 0; i < box->count(); ++i) {
            texts << box->itemText(i);
        }
    } else if (const auto* view = qobject_cast<const QAbstractItemView*>(&widget);
               view && view->model() && !qobject_cast<const QHeaderView*>(view)) {
        addItems(*view->model(), texts);
    }
    for (const QAction* action : widget.actions()) {
        texts << action->text() << action->toolTip();
    }
    texts.removeAll(QString());
    return texts;
}

QStringList textsOf(const QWidget& root) {
    QStringList texts;
    for (const auto* one : seen<QWidget>(root)) {
        texts << ownTexts(*one);
    }
    return texts;
}

QStringList cutTexts(const QWidget& root) {
    QStringList found;
    for (const auto* one : seen<QWidget>(root)) {
        if (one->visibleRegion().isEmpty()) {
            continue;
        }
        if (const auto* head = qobject_cast<const QHeaderView*>(one)) {
            checkHead(*head, found);
        } else if (const auto* view = qobject_cast<const QAbstractItemView*>(one); view && view->model()) {
            checkRows(*view, found);
        } else if (const auto* tabs = qobject_cast<const QTabBar*>(one)) {
            checkTabs(*tabs, found);
        } else if (const auto* tile = qobject_cast<const FigureTile*>(one)) {
            if (tile->isCut()) {
                found << QStringLiteral("%1 has no room for all of “%2”").arg(whereIs(*one), one->accessibleName());
            }
        } else if (const int lack = lackOf(*one); lack > 1 && one->toolTip().isEmpty()) {
            found << QStringLiteral("%1 lacks %2 pixels of %3: “%4”")
                         .arg(whereIs(*one))
                         .arg(lack)
                         .arg(one->sizeHint().width())
                         .arg(ownTexts(*one).value(0));
        }
    }
    return found;
}

}  // namespace beamline::test
