// SPDX-License-Identifier: Apache-2.0
// Every place once in each way that it can be looked at: at 150 %, in high contrast, in other languages, in one that is
// longer than all, and from right to left. Named every-PLACE-VARIANT.
#include <QPixmap>

#include "tests/ui/pseudo_language.h"
#include "tests/ui/screens.h"
#include "tests/ui/walk.h"
#include "ui/widgets/language.h"

namespace beamline::test {

namespace {
struct Variant {
    const char* name;
    QSize size{1440, 900};
    double scale = 1;
    ThemeMode theme = ThemeMode::Light;
    bool dark = false;
    const char* language = "en";
    bool pseudo = false;
    bool rightToLeft = false;
};

const std::vector<Variant>& variants() {
    static const std::vector<Variant> kAll{
        {.name = "150", .size = {960, 600}, .scale = 1.5},  // of a screen of 1440 by 900
        {.name = "contrast", .theme = ThemeMode::HighContrast},
        {.name = "contrast-dark", .theme = ThemeMode::HighContrast, .dark = true},
        {.name = "german", .language = "de"},
        {.name = "russian", .language = "ru"},
        {.name = "pseudo", .pseudo = true},
        {.name = "rtl", .rightToLeft = true},
    };
    return kAll;
}

void save(QWidget& window, double scale, const QString& file) {
    QPixmap picture(window.size() * scale);
    picture.setDevicePixelRatio(scale);
    window.render(&picture);
    if (!picture.save(file)) {
        std::fprintf(stderr, "cannot write %s\n", qPrintable(file));
    }
}

void shootVariant(const Stage& stage, const Variant& variant) {
    const auto nameOf = [&variant](const QString& place) {
        return QStringLiteral("every-%1-%2")
            .arg(place.section(QLatin1Char('/'), 0, 0), QString::fromLatin1(variant.name));
    };
    QStringList places = walkPlaces();
    places.removeIf([&](const QString& place) { return !nameOf(place).contains(stage.only); });
    if (places.isEmpty()) {
        return;
    }
    PseudoLanguage pseudo;
    Theme::current().follow(QPalette(variant.dark ? Qt::black : Qt::lightGray));
    Theme::current().setMode(variant.theme);
    Language::current().use(QString::fromLatin1(variant.language));
    if (variant.pseudo) {
        QCoreApplication::installTranslator(&pseudo);
    }
    QGuiApplication::setLayoutDirection(variant.rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    {
        WalkWindow walk(variant.size);
        for (const QString& place : std::as_const(places)) {
            walk.open(place);
            save(walk.window(), variant.scale, QStringLiteral("%1/%2.png").arg(stage.folder, nameOf(place)));
        }
    }
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    QCoreApplication::removeTranslator(&pseudo);
    Language::current().use(QStringLiteral("en"));
    Theme::current().setMode(ThemeMode::Light);
}
}  // namespace

void shootVariants(Stage& stage) {
    for (const Variant& variant : variants()) {
        shootVariant(stage, variant);
    }
}

}  // namespace beamline::test
