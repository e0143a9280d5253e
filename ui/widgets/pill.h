// SPDX-License-Identifier: Apache-2.0
#pragma once
// Small labels as widgets: the pill of a phase, of a risk, of any word; the badge of a version. GUI thread only.

#include <QWidget>
#include <optional>

#include "engine/api/values.h"

namespace beamline::ui {

class Pill : public QWidget {
    Q_OBJECT
public:
    enum Tone { Neutral, Accent, Good, Attention, Bad, Badge, DryRun };  ///< Badge: square, for versions

    explicit Pill(QWidget* parent = nullptr);
    explicit Pill(const QString& text, Tone tone = Neutral, QWidget* parent = nullptr);
    void setText(const QString& text, Tone tone = Neutral);
    void setPhase(api::Phase phase);  ///< icon, word and colour
    void setRisk(api::Risk risk);     ///< "High risk"
    void setDryRun();
    QString text() const { return m_text; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void update(const QString& text);

    QString m_text;
    Tone m_tone = Neutral;
    std::optional<api::Phase> m_phase;
};

}  // namespace beamline::ui
