// SPDX-License-Identifier: Apache-2.0
#pragma once
// How the desktop wants programs to look, as far as it says so beside its palette: on freedesktop's the portal's
// settings over D-Bus, and nothing elsewhere. GUI thread only; nothing waits for the desktop.

#include <QObject>
#include <QString>
#include <QVariant>

namespace beamline::ui {

class SystemLook : public QObject {
    Q_OBJECT
public:
    enum Scheme { Unsaid, Light, Dark };

    /// Asks; the answers come later, by changed().
    explicit SystemLook(QObject* parent = nullptr);

    Scheme scheme() const { return m_scheme; }
    /// The portal's `contrast`, the desktop's switch for people who need it, or a GTK theme made for them.
    bool wantsContrast() const { return m_contrast || m_a11yContrast || m_themeContrast; }

Q_SIGNALS:
    void changed();

private:
    void take(const QString& group, const QString& key, const QVariant& value);

    Scheme m_scheme = Unsaid;
    bool m_contrast = false;
    bool m_a11yContrast = false;
    bool m_themeContrast = false;
};

}  // namespace beamline::ui
