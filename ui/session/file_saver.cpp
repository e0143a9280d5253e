// SPDX-License-Identifier: Apache-2.0
#include "ui/session/file_saver.h"

#include <QDir>
#include <QFileInfo>
#include <QMetaObject>
#include <QSaveFile>
#include <utility>

namespace beamline::ui {

FileSaver::FileSaver(QString file, Write write, QObject* parent)
    : QObject(parent),
      m_file(std::move(file)),
      m_write(write ? std::move(write) : [this](const std::string& text) { return replace(m_file, text); }) {}

FileSaver::~FileSaver() {
    {
        const std::lock_guard lock(m_mutex);
        m_ends = true;
    }
    m_changed.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

quint64 FileSaver::save(Text text) {
    {
        const std::lock_guard lock(m_mutex);
        m_next = Job{++m_asked, std::move(text)};
    }
    m_changed.notify_all();
    if (!m_thread.joinable()) {
        m_thread = std::thread([this] { work(); });
    }
    return m_asked;
}

void FileSaver::work() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_next || m_ends; });
        if (!m_next) {
            return;
        }
        const Job job = *std::exchange(m_next, std::nullopt);
        lock.unlock();
        QString problem = m_write(job.text());
        lock.lock();
        m_done = job.number;
        m_results.push_back({job.number, std::move(problem)});
        if (!m_ends) {
            QMetaObject::invokeMethod(this, &FileSaver::tell, Qt::QueuedConnection);
        }
        m_changed.notify_all();
    }
}

void FileSaver::tell() {
    std::vector<Result> results;
    {
        const std::lock_guard lock(m_mutex);
        results = std::exchange(m_results, {});
    }
    for (const Result& one : results) {
        Q_EMIT saved(one.number, one.problem);
    }
}

void FileSaver::flush() {
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_done == m_asked; });
    }
    tell();
}

QString FileSaver::replace(const QString& path, const std::string& text) {
    if (!QDir().mkpath(QFileInfo(path).absolutePath())) {
        return tr("its folder cannot be made");
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return file.errorString();
    }
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const auto size = static_cast<qint64>(text.size());
    return file.write(text.data(), size) == size && file.commit() ? QString() : file.errorString();  // with an fsync
}

}  // namespace beamline::ui
