// SPDX-License-Identifier: Apache-2.0
#pragma once
// The input of a run or task, to be written anew: masked as everywhere until it is revealed, put back as it was, judged
// while one types. GUI thread only.

#include <QWidget>
#include <optional>

#include "engine/api/result.h"

class QLabel;
class QPlainTextEdit;

namespace beamline::ui {

class Button;

class InputEditor : public QWidget {
    Q_OBJECT
public:
    /// Its parts are called `name`.input, .reveal, .reset and .verdict.
    InputEditor(const QString& title, const QString& name, QWidget* parent = nullptr);

    /// What it was, and what somebody has written in its place before.
    void setInput(const api::Json& input, const std::optional<QString>& written = {});
    /// There is nothing to edit.
    void clear();
    /// As it was while nobody has touched it, masked or not; else what is written, if it is JSON. kInvalidInput when
    /// there is none.
    api::Result<api::Json> value() const;
    /// Typed, or revealed to be changed; nothing: untouched.
    const std::optional<QString>& written() const { return m_written; }
    bool isChanged() const;
    void enter();

Q_SIGNALS:
    void changed();

private:
    void showInput();
    void judge();

    std::optional<api::Json> m_input;
    std::optional<QString> m_written;
    Button* m_reveal;
    Button* m_reset;
    QPlainTextEdit* m_text;
    QLabel* m_verdict;
};

}  // namespace beamline::ui
