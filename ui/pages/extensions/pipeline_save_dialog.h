// SPDX-License-Identifier: Apache-2.0
#pragma once
// Stores a changed pipeline as the next version of its policy, with a comment. When somebody else has stored one
// meanwhile, it says so and lets one store over it. GUI thread only.

#include <QDialog>

class QLineEdit;

namespace beamline::ui {

class Button;
class EngineSession;
class InfoBar;
class PipelineDraft;

class PipelineSaveDialog : public QDialog {
    Q_OBJECT
public:
    PipelineSaveDialog(EngineSession* session, PipelineDraft* draft, QWidget* parent = nullptr);

private:
    void build();
    void judge();
    void save(bool overwrite);

    EngineSession* m_session;
    PipelineDraft* m_draft;
    QLineEdit* m_comment;
    InfoBar* m_bar;
    Button* m_save;
};

}  // namespace beamline::ui
