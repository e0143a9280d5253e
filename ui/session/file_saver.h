// SPDX-License-Identifier: Apache-2.0
#pragma once
// Keeps a small file as its owner says it is: replaced as a whole, on a thread of its own, so that no window waits for
// the disk. GUI thread.

#include <QObject>
#include <QString>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace beamline::ui {

class FileSaver : public QObject {
    Q_OBJECT
public:
    /// Made when its turn comes, on the other thread.
    using Text = std::function<std::string()>;
    /// Puts a text on the disk; answers why it could not, empty: it is there.
    using Write = std::function<QString(const std::string& text)>;

    /// `write` in place of replace() with `file`.
    explicit FileSaver(QString file, Write write = {}, QObject* parent = nullptr);
    /// What was asked for last is on the disk, if that is possible; nobody is told.
    ~FileSaver() override;

    /// Asks for the file to say this. What was asked for before and is not being written yet is left out: this says it
    /// too. The number counts up with each asking.
    quint64 save(Text text);
    /// The number of what was asked for last.
    quint64 asked() const { return m_asked; }
    /// Returns when all that was asked for is written and told.
    void flush();

    /// Makes the folder, writes beside the file, with an fsync, and puts it in its place; only its owner may read it.
    static QString replace(const QString& file, const std::string& text);

Q_SIGNALS:
    /// Everything up to `number` is on the disk; or, `problem` not empty, the file is as it was before.
    void saved(quint64 number, const QString& problem);

private:
    struct Job {
        quint64 number = 0;
        Text text;
    };
    struct Result {
        quint64 number = 0;
        QString problem;
    };
    void work();
    void tell();

    const QString m_file;
    const Write m_write;
    quint64 m_asked = 0;
    std::mutex m_mutex;  ///< guards what follows
    std::condition_variable m_changed;
    std::optional<Job> m_next;
    std::vector<Result> m_results;  ///< not told yet
    quint64 m_done = 0;
    bool m_ends = false;
    std::thread m_thread;  ///< begins with the first file
};

}  // namespace beamline::ui
