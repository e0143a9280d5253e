// SPDX-License-Identifier: Apache-2.0
#pragma once
// The language that the console speaks: its texts, Qt's own, numbers, dates and the direction of reading. GUI thread
// only.

#include <QObject>
#include <QString>
#include <QTranslator>
#include <QVector>

namespace beamline::ui {

/// Texts that were made before keep their language: whoever shows some for long makes them anew on `changed`.
class Language : public QObject {
    Q_OBJECT
public:
    struct Entry {
        QString code;
        QString name;  ///< in the language itself
    };
    static constexpr const char* kSystem = "system";

    static Language& current();
    /// English, the language of the source, comes first.
    static const QVector<Entry>& all();
    /// Of all(): what `wanted` (see use()) means.
    static QString codeOf(const QString& wanted);
    /// Our texts in the language of `code`, and Qt's. False: there are none, as in English.
    static bool load(const QString& code, QTranslator& ours, QTranslator& qts);

    /// A code of all(), or kSystem: the first of the desktop's languages that there is. Anything else is English.
    void use(const QString& wanted);
    const QString& wanted() const { return m_wanted; }
    /// Of the language that is spoken.
    const QString& code() const { return m_code; }

Q_SIGNALS:
    void changed();

private:
    Language() = default;

    QString m_wanted = QString::fromLatin1(kSystem);
    QString m_code;
    QTranslator m_ours;
    QTranslator m_qts;
};

}  // namespace beamline::ui
