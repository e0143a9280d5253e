// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/language.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <algorithm>

namespace beamline::ui {

namespace {
const QString& sourceLanguage() {
    return Language::all().front().code;
}

bool isSpoken(const QString& code) {
    return std::any_of(Language::all().begin(), Language::all().end(),
                       [&code](const Language::Entry& entry) { return entry.code == code; });
}

/// Desktops list what their user reads, best first.
QString languageOfSystem() {
    for (const QString& tag : QLocale::system().uiLanguages()) {
        const QString code = QLocale(tag).name().section(QLatin1Char('_'), 0, 0);
        if (isSpoken(code)) {
            return code;
        }
    }
    return sourceLanguage();
}

/// The user's own habits of writing dates and numbers, when they are of that language.
QLocale localeOf(const QString& code) {
    const QLocale system = QLocale::system();
    const bool plain = system.language() == QLocale::C && code == sourceLanguage();
    return plain || system.language() == QLocale(code).language() ? system : QLocale(code);
}
}  // namespace

Language& Language::current() {
    static Language language;
    return language;
}

const QVector<Language::Entry>& Language::all() {
    static const QVector<Entry> entries{{QStringLiteral("en"), QStringLiteral("English")},
                                        {QStringLiteral("de"), QStringLiteral("Deutsch")},
                                        {QStringLiteral("ru"), QStringLiteral("Русский")}};
    return entries;
}

QString Language::codeOf(const QString& wanted) {
    return wanted == QLatin1String(kSystem) ? languageOfSystem() : isSpoken(wanted) ? wanted : sourceLanguage();
}

bool Language::load(const QString& code, QTranslator& ours, QTranslator& qts) {
    const bool qt = qts.load(QStringLiteral("qtbase_") + code, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    return ours.load(QStringLiteral(":/translations/beamline_%1.qm").arg(code)) || qt;
}

void Language::use(const QString& wanted) {
    const QString code = codeOf(wanted);
    m_wanted = wanted;
    if (code == m_code) {
        return;
    }
    m_code = code;
    for (QTranslator* translator : {&m_ours, &m_qts}) {
        QCoreApplication::removeTranslator(translator);
    }
    const QLocale locale = localeOf(code);
    QLocale::setDefault(locale);
    load(code, m_ours, m_qts);
    for (QTranslator* translator : {&m_qts, &m_ours}) {
        if (!translator->isEmpty()) {
            QCoreApplication::installTranslator(translator);
        }
    }
    QApplication::setLayoutDirection(QLocale(code).textDirection());
    Q_EMIT changed();
}

}  // namespace beamline::ui
