// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/runs/run_view_bar.h"

#include <QAbstractButton>
#include <QDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/models/run_query.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {

const QString kViewsOf = QStringLiteral("runs");
const QString kLayoutOf = QStringLiteral("runs.layout");

qint64 sumOf(const api::RunCounts& counts, const std::vector<api::Phase>& phases) {
    qint64 sum = 0;
    for (const auto& [name, count] : counts.byPhase) {
        api::Phase phase{};
        const bool known = boost::describe::enum_from_string(name.c_str(), phase);
        if (phases.empty() || (known && std::find(phases.begin(), phases.end(), phase) != phases.end())) {
            sum += count;
        }
    }
    return sum;
}

/// The counts of all runs tell this one's too.
bool asksForPhasesOnly(api::RunFilter filter) {
    filter.phases.clear();
    return filter == api::RunFilter();
}

}  // namespace

RunViewBar::RunViewBar(EngineSession* session, std::function<api::Timestamp()> now, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_now(std::move(now)),
      m_chips(new ChipBar(this)),
      m_save(m_chips->setTail(tr("+ Save view"))),
      m_builtIn(RunViews::builtIn()) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_chips);
    m_save->setObjectName(QStringLiteral("runs.saveView"));
    m_save->setToolTip(tr("Keep the filter, its columns, order and grouping under a name"));
    rebuild();
    connect(m_chips, &ChipBar::currentChanged, this, &RunViewBar::choose);
    connect(m_chips, &ChipBar::menuRequested, this, &RunViewBar::showMenu);
    connect(m_save, &QAbstractButton::clicked, this, &RunViewBar::save);
    m_timer.setSingleShot(true);
    m_timer.setInterval(kCountMs);
    connect(&m_timer, &QTimer::timeout, this, &RunViewBar::askCounts);
    connect(session, &EngineSession::eventsArrived, this, [this](const std::vector<api::Event>& batch) {
        const bool runs =
            std::any_of(batch.begin(), batch.end(), [](const auto& event) { return event.summary.has_value(); });
        if (m_active && runs && !m_timer.isActive()) {
            m_timer.start();
        }
    });
}

void RunViewBar::remember(Settings& settings) {
    m_settings = &settings;
    const QString connection = toText(m_session->connectionProfile().id);
    m_own = RunViews::fromTexts(settings.kept(kViewsOf, connection));
    m_usual = RunLayout::fromJson(settings.kept(kLayoutOf, connection).value(0));
    connect(&settings, &Settings::changed, this, &RunViewBar::readOwn);
    rebuild();
}

/// Another window may have saved, renamed or deleted one; the chosen one stays chosen by its name.
void RunViewBar::readOwn() {
    RunViews kept = RunViews::fromTexts(m_settings->kept(kViewsOf, toText(m_session->connectionProfile().id)));
    if (kept.all() == m_own.all()) {
        return;
    }
    const QString name = isOwn(m_current) ? viewAt(m_current).name : QString();
    m_own = std::move(kept);
    if (!name.isEmpty()) {
        const auto all = views();
        const auto same = std::find_if(all.begin(), all.end(), [&](const RunView& one) { return one.name == name; });
        m_current = same == all.end() ? -1 : static_cast<int>(same - all.begin());
    }
    rebuild();
    setShown(m_query, m_layout);
}

void RunViewBar::keep() {
    if (m_settings) {
        m_settings->setKept(kViewsOf, toText(m_session->connectionProfile().id), m_own.toTexts());
    }
}

QVector<RunView> RunViewBar::views() const {
    return m_builtIn + m_own.all();
}

RunView RunViewBar::viewAt(int at) const {
    RunView view = views().value(at);
    if (!isOwn(at)) {
        view.layout = m_usual;
    }
    return view;
}

void RunViewBar::rebuild() {
    const QSignalBlocker block(m_chips);
    m_chips->clear();
    for (const RunView& view : views()) {
        m_chips->addChip(view.name, view.query.isEmpty() ? tr("All runs there are") : view.query);
    }
    m_chips->setCurrent(m_current);
    ++m_token;
    m_asking = false;
    if (m_active) {
        askCounts();
    }
}

void RunViewBar::setShown(const QString& query, const RunLayout& layout) {
    m_query = query.simplified();
    const bool other = !(layout == m_layout);
    m_layout = layout;
    const auto all = views();
    const auto fits = [&](int at) { return at >= 0 && at < all.size() && all[at].query == m_query; };
    if (!fits(m_current)) {
        m_current = -1;
        for (int at = 0; at < all.size() && m_current < 0; ++at) {
            m_current = fits(at) ? at : -1;
        }
    }
    const QSignalBlocker block(m_chips);
    m_chips->setCurrent(m_current);
    if (!other || isOwn(m_current)) {
        return;
    }
    m_usual = layout;
    m_usual.grouping.reset();  // a way to look, not the way to begin
    m_usual.label.clear();
    if (m_settings) {
        m_settings->setKept(kLayoutOf, toText(m_session->connectionProfile().id), {m_usual.toJson()});
    }
}

void RunViewBar::choose(int at) {
    m_current = at;
    const RunView view = viewAt(at);
    m_query = view.query;
    m_layout = view.layout;
    Q_EMIT chosen(view);
}

/// A small dialog that says at once why a name cannot be taken.
void RunViewBar::askName(const QString& title, const QString& name, int except,
                         std::function<void(const QString&)> done) {
    auto* dialog = new QDialog(window());
    dialog->setObjectName(QStringLiteral("runs.viewName"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setModal(true);
    dialog->setWindowTitle(title);
    dialog->setMinimumWidth(extent::kForm);
    auto* heading = new QLabel(title, dialog);
    heading->setFont(Theme::current().font(TextRole::Heading));
    auto* field = new QLineEdit(name, dialog);
    field->setAccessibleName(tr("Name of the view"));
    field->setPlaceholderText(tr("Invoices today"));
    auto* note = new QLabel(dialog);
    note->setTextFormat(Qt::PlainText);
    note->setWordWrap(true);
    note->setProperty("muted", true);
    auto* close = new Button(tr("Close"), Button::Secondary, dialog);
    auto* save = new Button(tr("Save"), Button::Primary, dialog);
    save->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    buttons->addStretch(1);
    buttons->addWidget(close);
    buttons->addWidget(save);
    auto* column = new QVBoxLayout(dialog);
    column->setContentsMargins(space::k24, space::k16, space::k24, space::k16);
    column->setSpacing(space::k12);
    for (QWidget* one : std::initializer_list<QWidget*>{heading, field, note}) {
        column->addWidget(one);
    }
    column->addLayout(buttons);
    const auto check = [this, field, note, save, except] {
        const QString why = m_own.obstacle(field->text(), except);
        note->setText(field->text().trimmed().isEmpty() ? QString() : why);
        save->setEnabled(why.isEmpty());
        save->setToolTip(why);
    };
    connect(field, &QLineEdit::textChanged, this, check);
    connect(close, &QPushButton::clicked, dialog, &QDialog::reject);
    connect(save, &QPushButton::clicked, dialog, &QDialog::accept);
    connect(dialog, &QDialog::accepted, this, [field, done = std::move(done)] { done(field->text()); });
    check();
    field->selectAll();
    field->setFocus();
    dialog->open();
}

void RunViewBar::save() {
    askName(tr("Save this view"), {}, -1, [this](const QString& name) {
        if (m_own.add({name, m_query, m_layout})) {
            m_current = static_cast<int>(views().size()) - 1;
            keep();
            rebuild();
        }
    });
}

void RunViewBar::showMenu(int at, const QPoint& position) {
    if (!isOwn(at)) {
        return;  // those that come with the console stay as they are
    }
    const int own = ownOf(at);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto act = [&](const char* id, const QString& text, bool enabled, std::function<void()> run) {
        QAction* action = menu->addAction(text, this, std::move(run));
        action->setObjectName(QString::fromLatin1(id));
        action->setEnabled(enabled);
    };
    const auto move = [this, own](int to) {
        const bool moves = m_current == own + m_builtIn.size();
        m_own.move(own, to);
        m_current = moves ? static_cast<int>(m_builtIn.size()) + to : -1;
        keep();
        rebuild();
        setShown(m_query, m_layout);
    };
    act("view.rename", tr("Rename…"), true, [this, own] {
        askName(tr("Rename the view"), m_own.all()[own].name, own, [this, own](const QString& name) {
            m_own.rename(own, name);
            keep();
            rebuild();
        });
    });
    act("view.update", tr("Change it to what is shown"), !(viewAt(at) == RunView{viewAt(at).name, m_query, m_layout}),
        [this, at, own] {
            m_own.replace(own, {{}, m_query, m_layout});
            m_current = at;
            keep();
            rebuild();
        });
    menu->addSeparator();
    act("view.left", tr("Move left"), own > 0, [move, own] { move(own - 1); });
    act("view.right", tr("Move right"), own + 1 < m_own.all().size(), [move, own] { move(own + 1); });
    menu->addSeparator();
    act("view.delete", tr("Delete"), true, [this, own] {
        m_removed = m_own.all()[own];
        m_removedFrom = own;
        m_own.remove(own);
        m_current = -1;
        keep();
        rebuild();
        setShown(m_query, m_layout);
        Q_EMIT removed(m_removed.name);
    });
    menu->popup(position);
}

void RunViewBar::restore() {
    if (m_own.add(m_removed)) {
        m_own.move(static_cast<int>(m_own.all().size()) - 1, m_removedFrom);
        keep();
        rebuild();
        setShown(m_query, m_layout);
    }
}

void RunViewBar::setActive(bool active) {
    m_active = active;
    if (active) {
        askCounts();
    } else {
        m_timer.stop();
    }
}

void RunViewBar::askCounts() {
    if (m_asking) {
        m_askAgain = true;
        return;
    }
    m_asking = true;
    m_askAgain = false;
    m_session->call<api::CountRuns>({}, this, [this, token = m_token](api::Result<api::RunCounts> reply) {
        if (token != m_token) {
            return;
        }
        m_queue.clear();
        if (reply.ok()) {
            showAll(reply.value());
        }
        askNext();
    });
}

void RunViewBar::showAll(const api::RunCounts& counts) {
    const auto all = views();
    for (int at = 0; at < all.size(); ++at) {
        const RunQuery query = parseRunQuery(all[at].query, m_now());
        if (query.ok() && asksForPhasesOnly(query.filter)) {
            m_chips->setCount(at, sumOf(counts, query.filter.phases));
        } else if (query.ok()) {
            m_queue.append(at);
        }
    }
    Q_EMIT counted(counts);
}

void RunViewBar::askNext() {
    if (m_queue.isEmpty() || !m_active) {
        m_asking = false;
        if (m_active && m_askAgain) {
            m_timer.start();
        }
        return;
    }
    const int at = m_queue.takeFirst();
    m_session->call<api::CountRuns>({parseRunQuery(views().value(at).query, m_now()).filter}, this,
                                    [this, at, token = m_token](api::Result<api::RunCounts> reply) {
                                        if (token != m_token) {
                                            return;
                                        }
                                        if (reply.ok()) {
                                            m_chips->setCount(at, sumOf(reply.value(), {}), reply->more);
                                        }
                                        askNext();
                                    });
}

}  // namespace beamline::ui
