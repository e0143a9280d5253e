// SPDX-License-Identifier: Apache-2.0
#pragma once
// A policy as a form: one of two views of the same document. What it has no field for stays as it is. GUI thread only.

#include <QWidget>
#include <functional>
#include <optional>
#include <vector>

#include "engine/api/routing.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QVBoxLayout;

namespace beamline::ui {

class PolicyRowsModel;
class PolicySection;

class PolicyForm : public QWidget {
    Q_OBJECT
public:
    explicit PolicyForm(QWidget* parent = nullptr);

    void setDocument(const api::Json& document);
    const api::Json& document() const { return m_document; }
    /// Each at the part that its pointer belongs to.
    void showProblems(const std::vector<api::Problem>& problems);
    /// What its extensions cost, with advice; nothing: not known.
    void showComplexity(const std::optional<api::PipelineComplexity>& complexity);
    /// `why` it cannot be written in, for tool tips; empty: it can.
    void setObstacle(const QString& why);

Q_SIGNALS:
    /// By who writes in the form.
    void edited(const beamline::api::Json& document);

private:
    PolicySection* section(const QString& title, std::vector<std::string> members);
    void buildProviders();
    void buildCanary();
    void buildLists();
    void buildSessions();
    void buildBreaker();
    void buildLimits();
    void buildStages();
    void change(api::Json document);
    /// Takes over what is in the document whenever that is another one.
    void onLoad(std::function<void()> load) { m_loads.push_back(std::move(load)); }
    QCheckBox* check(const QString& text, std::vector<std::string_view> path, bool otherwise);
    QSpinBox* whole(std::vector<std::string_view> path, int otherwise, int least, int most, const QString& suffix);
    QLineEdit* line(std::vector<std::string_view> path, const QString& otherwise);

    api::Json m_document;
    bool m_loading = false;
    std::vector<std::function<void()>> m_loads;
    std::vector<PolicySection*> m_sections;
    std::vector<PolicyRowsModel*> m_lists;
    QVBoxLayout* m_column;
    QComboBox* m_canary = nullptr;
    QDoubleSpinBox* m_percent = nullptr;
    QLabel* m_stages = nullptr;
    QLabel* m_advice = nullptr;
    QString m_obstacle;
};

}  // namespace beamline::ui
