// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a policy asks of one extension of its pipeline, to be changed: what happens when it fails, how long it may take,
// how often it is asked again, its settings, and for which requests. GUI thread only.

#include <QTimer>
#include <QWidget>

#include "ui/models/pipeline_document.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QSpinBox;

namespace beamline::ui {

class Button;
class ExtensionListModel;
class Pill;
class PipelineDraft;

class PipelineStagePane : public QWidget {
    Q_OBJECT
public:
    PipelineStagePane(PipelineDraft* draft, ExtensionListModel* extensions, QWidget* parent = nullptr);

    /// `row` below 0: nothing is chosen.
    void show(PipelineLane lane, int row);
    void enter();
    /// Takes over what is typed and not yet taken over.
    void flush();

Q_SIGNALS:
    void registryAsked(const QString& extension);

private:
    struct JsonField {
        const char* member;
        QPlainTextEdit* text;
        QLabel* mistake;
    };
    void build();
    JsonField addJson(QFormLayout* form, const char* member, const QString& title, const QString& hint);
    void fill();
    void fillJson(const JsonField& field, const api::Json& value);
    void takeTyped();
    void takeJson(const JsonField& field);
    void set(const char* member, const std::optional<api::Json>& value);

    PipelineDraft* m_draft;
    ExtensionListModel* m_extensions;
    PipelineLane m_lane = PipelineLane::Pre;
    int m_row = -1;
    bool m_filling = false;
    QWidget* m_body;
    QLabel* m_nothing;
    QLabel* m_name;
    Pill* m_health;
    QLabel* m_facts;
    QLabel* m_problems;
    QLabel* m_choiceTitle;
    QComboBox* m_choice;
    QSpinBox* m_timeout;
    QSpinBox* m_retry;
    JsonField m_config;
    JsonField m_when;
    Button* m_open;
    QTimer m_rest;
};

}  // namespace beamline::ui
