// SPDX-License-Identifier: Apache-2.0
#pragma once
// A window that has something to show on every page, and the way through all of its places, for tests that look at each
// of them. GUI thread.

#include <QTemporaryDir>
#include <mutex>

#include "tests/ui/fixture_opener.h"
#include "ui/session/connection_book.h"
#include "ui/session/secret_store.h"
#include "ui/session/settings.h"
#include "ui/shell/main_window.h"

class QAbstractItemView;
class QDialog;

namespace beamline::ui {
class Page;
}

namespace beamline::test {

/// The sample evening with figures, a cluster, dead letters, a schedule and a batch.
std::shared_ptr<FixtureEngine> walkEngine();

/// One place of every row of the table; of those that are nothing by themselves one with content. A row of which it is
/// not known what to open ends the program.
QStringList walkPlaces();

/// Remembers all texts that the engine behind it has said.
class HeardEngine : public api::Engine {
public:
    explicit HeardEngine(std::shared_ptr<FixtureEngine> engine) : m_engine(std::move(engine)) {}

    bool said(const QString& words) const;
    void submit(api::Command command, api::RequestContext context, api::ReplyHandler handler) override;
    void query(api::Query query, api::RequestContext context, api::ReplyHandler handler) override;
    std::unique_ptr<api::Subscription> subscribe(api::EventFilter filter, api::Seq from, api::EventSink sink) override;
    api::Health health() const override;

private:
    api::ReplyHandler hear(api::ReplyHandler handler) const;
    void note(const api::Json& json) const;

    std::shared_ptr<FixtureEngine> m_engine;
    mutable std::mutex m_mutex;
    mutable QString m_heard;
};

/// All that a window stands on; settings and data are gone with it.
class WalkWindow {
public:
    explicit WalkWindow(const QSize& size = {1440, 900});
    ~WalkWindow();

    /// Goes there, waits until what is shown stays as it is, and selects the first row of its lists.
    void open(const QString& place);
    ui::Page* page() const;
    ui::MainWindow& window() { return *m_window; }
    /// Whether these words are data: of the engine, of its connections, or of where the test runs.
    bool said(const QString& words) const;
    FixtureEngine& fixture() { return *m_fixture; }

    /// Starts the command and waits for its dialog; null: it shows none.
    QDialog* openDialog(QAction& command);
    /// Ends it without doing anything.
    void leave(QDialog& dialog);
    /// Until what `root` shows stays as it is.
    static void settle(const QWidget& root);

private:
    QTemporaryDir m_folder;
    ui::Settings m_settings{m_folder.filePath(QStringLiteral("settings.ini"))};
    ui::SecretStore m_secrets{m_settings, QStringLiteral("walk"), m_folder.filePath(QStringLiteral("k"))};
    ui::ConnectionBook m_book{m_settings, m_secrets};
    FixtureOpener m_opener;
    std::shared_ptr<FixtureEngine> m_fixture = walkEngine();
    std::shared_ptr<HeardEngine> m_engine = std::make_shared<HeardEngine>(m_fixture);
    std::unique_ptr<ui::MainWindow> m_window;
};

/// Those of `root` that can be seen, in the order they were made.
template <class T>
QVector<T*> seen(const QWidget& root) {
    QVector<T*> all;
    for (auto* one : root.findChildren<T*>()) {
        if (one->isVisible() && one->window() == root.window()) {
            all.append(one);
        }
    }
    return all;
}

/// Where it is, for messages: its classes from the page down, and its names.
QString whereIs(const QWidget& widget);

}  // namespace beamline::test
