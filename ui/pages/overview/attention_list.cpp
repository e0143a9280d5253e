// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/overview/attention_list.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>
#include <functional>

#include "ui/models/formatting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/cell_painting.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
int widestWord() {
    const QFontMetrics metrics(Theme::current().font(TextRole::Body));
    int widest = metrics.horizontalAdvance(AttentionModel::tr("Problem"));
    for (const auto phase : {api::Phase::faulted, api::Phase::waiting, api::Phase::suspended}) {
        widest = std::max(widest, metrics.horizontalAdvance(phaseText(phase)));
    }
    return widest;
}

int widestAct() {
    using Act = Attention::Act;
    int widest = 0;
    for (const auto act : {Act::Repair, Act::Decide, Act::Resume, Act::Open, Act::ShowAll}) {
        widest = std::max(widest, Button(AttentionModel::actText(act)).sizeHint().width());
    }
    return widest;
}
}  // namespace

/// Paints its texts itself, so that the longest sentence is cut and never widens the page.
class AttentionRow : public QWidget {
public:
    AttentionRow(AttentionList* list, int width)
        : QWidget(list), m_wordWidth(width), m_button(new Button(QString(), Button::Secondary, this)) {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(0, space::k4, space::k12, space::k4);
        row->addStretch(1);
        row->addWidget(m_button);
        m_button->setObjectName(QStringLiteral("overview.act"));
        m_button->setFixedWidth(widestAct());  // so that what stands left of it is one column
        setFixedHeight(space::kControl + 2 * space::k4);
        setAttribute(Qt::WA_Hover);
        setCursor(Qt::PointingHandCursor);
    }

    void show(const AttentionModel& model, int row, const QString& obstacle) {
        m_what = model.rowAt(row);
        const auto text = [&](int column) { return model.index(row, column).data().toString(); };
        m_age = text(AttentionModel::AgeColumn);
        setToolTip(m_what.toolTip);
        m_button->setText(text(AttentionModel::ActColumn));
        const bool changes = m_what.act == Attention::Act::Resume;
        m_button->setEnabled(!changes || obstacle.isEmpty());
        m_button->setToolTip(changes ? obstacle : QString());
        QString said = QStringLiteral("%1: %2, %3").arg(m_button->text(), m_what.word, m_what.sentence);
        said += m_age.isEmpty() ? QString() : QStringLiteral(", ") + m_age;
        m_button->setAccessibleName(m_what.dryRun ? said + QStringLiteral(", ") + dryRunText() : said);
        m_button->setAccessibleDescription(m_button->toolTip());
        update();
    }
    const Attention& what() const { return m_what; }
    Button* button() const { return m_button; }
    std::function<void()> pressed;

protected:
    void paintEvent(QPaintEvent*) override {
        const Tokens& t = Theme::current().tokens();
        QPainter painter(this);
        if (underMouse()) {
            painter.fillRect(rect(), t.raised);
        }
        painter.setPen(t.border);
        painter.drawLine(0, 0, width(), 0);
        painter.setFont(Theme::current().font(TextRole::Body));
        const auto metrics = painter.fontMetrics();
        const auto at = [&](int x, int width) { return inReading(painter, rect(), QRect(x, 0, width, height())); };
        constexpr auto kBegin = Qt::AlignLeft | Qt::AlignVCenter;
        int x = space::k12;  // as the title of the card
        const auto phase = m_what.phase;
        (phase ? Theme::phaseIcon(*phase) : Icon::get(QStringLiteral("warning"), Icon::Role::Faulted))
            .paint(&painter, at(x, space::kIcon));
        x += space::kIcon + space::k4;
        painter.setPen(phase ? Theme::current().phaseColor(*phase) : t.faulted);
        painter.drawText(at(x, m_wordWidth), int(kBegin), m_what.word);
        x += m_wordWidth + space::k12;
        if (m_what.dryRun) {
            x = inReading(painter, rect(), paintDryRun(painter, at(x, width() - x))).right() + space::k8;
        }
        const int ageWidth = tabularWidth(painter.font(), m_age);
        const int end = inReading(painter, rect(), m_button->geometry()).x() - space::k12;
        painter.setPen(t.text2);
        paintTabular(painter, at(end - ageWidth, ageWidth), Qt::AlignRight | Qt::AlignVCenter, m_age);
        painter.setPen(t.text);
        const QRect sentence = at(x, end - ageWidth - space::k12 - x);
        painter.drawText(sentence, int(kBegin), metrics.elidedText(m_what.sentence, Qt::ElideRight, sentence.width()));
    }
    void mouseReleaseEvent(QMouseEvent* event) override {
        if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()) && pressed) {
            pressed();
        }
    }

private:
    Attention m_what;
    QString m_age;
    int m_wordWidth;
    Button* m_button;
};

AttentionList::AttentionList(AttentionModel* model, QWidget* parent)
    : QWidget(parent), m_model(model), m_layout(new QVBoxLayout(this)) {
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    connect(model, &QAbstractItemModel::rowsInserted, this, &AttentionList::arrange);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &AttentionList::arrange);
    connect(model, &QAbstractItemModel::rowsMoved, this, &AttentionList::arrange);
    connect(model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex& from, const QModelIndex& to) { fill(from.row(), to.row()); });
    connect(&Theme::current(), &Theme::changed, this, [this] { fill(0, m_model->rowCount() - 1); });
    arrange();
}

void AttentionList::setObstacle(const QString& why) {
    m_obstacle = why;
    fill(0, m_model->rowCount() - 1);
}

/// A widget stays with what it is about: who presses a button meant the row that was there.
void AttentionList::arrange() {
    std::vector<AttentionRow*> rows;
    for (int at = 0; at < m_model->rowCount(); ++at) {
        const auto& key = m_model->rowAt(at).key;
        const auto known = std::find_if(m_rows.begin(), m_rows.end(),
                                        [&](const AttentionRow* row) { return row && row->what().key == key; });
        rows.push_back(known == m_rows.end() ? makeRow() : std::exchange(*known, nullptr));
        m_layout->removeWidget(rows.back());
        m_layout->insertWidget(at, rows.back());
    }
    for (auto* gone : m_rows) {
        if (gone) {  // its button may be the one that is being pressed
            gone->hide();
            gone->deleteLater();
        }
    }
    m_rows = std::move(rows);
    fill(0, m_model->rowCount() - 1);
}

AttentionRow* AttentionList::makeRow() {
    auto* row = new AttentionRow(this, widestWord());
    row->pressed = [this, row] {
        const auto what = row->what();
        Q_EMIT shown(what);
    };
    connect(row->button(), &QPushButton::clicked, this, [this, row] {
        const auto what = row->what();
        Q_EMIT acted(what);
    });
    row->button()->installEventFilter(this);
    return row;
}

QVector<QWidget*> AttentionList::buttons() const {
    QVector<QWidget*> all;
    for (const auto* row : m_rows) {
        all << row->button();
    }
    return all;
}

bool AttentionList::eventFilter(QObject* watched, QEvent* event) {
    auto* button = qobject_cast<Button*>(watched);
    if (!button || event->type() != QEvent::KeyPress) {
        return QWidget::eventFilter(watched, event);
    }
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        button->click();
        return true;
    }
    if (key == Qt::Key_Up || key == Qt::Key_Down) {
        const auto all = buttons();
        const auto next = all.indexOf(button) + (key == Qt::Key_Up ? -1 : 1);
        if (next >= 0 && next < all.size()) {
            all[next]->setFocus(Qt::TabFocusReason);
        }
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void AttentionList::fill(int first, int last) {
    for (int row = first; row <= last && row < static_cast<int>(m_rows.size()); ++row) {
        m_rows[static_cast<std::size_t>(row)]->show(*m_model, row, m_obstacle);
    }
}

}  // namespace beamline::ui
