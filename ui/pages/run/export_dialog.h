// SPDX-License-Identifier: Apache-2.0
#pragma once
// Takes a run home: what is left out of its archive, how large that becomes, and where to. GUI thread only.

#include <QDialog>
#include <QPointer>
#include <QTimer>
#include <optional>
#include <string>

#include "engine/api/operations.h"

class QCheckBox;
class QFileDialog;
class QLabel;
class QLineEdit;

namespace beamline::ui {

class Button;
class EngineSession;
class InfoBar;

class ExportDialog : public QDialog {
    Q_OBJECT
public:
    static constexpr int kAskDelay = 300;  ///< ms after the last change until the archive is made anew

    static constexpr qsizetype kMaxProposed = 100;  ///< names; the engine takes out no more

    ExportDialog(EngineSession* session, const api::RunSummary& run, QWidget* parent = nullptr);
    /// Writes the archive that is shown; false, with the reason in the bar, when there is none or it cannot be written.
    bool saveTo(const QString& path);

private:
    void changed();
    void ask();
    bool addMasked(const api::Json& archive);
    void take(api::Result<api::ExportReply> reply);
    void chooseFile();

    EngineSession* m_session;
    std::string m_run;
    QString m_fileName;
    QLineEdit* m_names;
    QCheckBox* m_noData;
    QLabel* m_size;
    InfoBar* m_bar;
    Button* m_save;
    QPointer<QFileDialog> m_files;
    QTimer m_delay;
    quint64 m_token = 0;
    bool m_proposes = true;  ///< nobody has said yet what is taken out
    std::optional<std::string> m_archive;
};

}  // namespace beamline::ui
