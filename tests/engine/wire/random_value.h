// SPDX-License-Identifier: Apache-2.0
#pragma once
// Fills any described value with seeded random content, so that tests cover members that do not exist yet. One thread.

#include <random>

#include "engine/api/json_codec.h"

namespace beamline::test {

class RandomValue {
public:
    explicit RandomValue(std::uint32_t seed) : m_random(seed) {}

    template <class T>
    T make() {
        T value{};
        fill(value);
        return value;
    }

private:
    int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(m_random); }

    std::string text() {
        static const std::string pieces[] = {
            "a", "Z", "\"", "\\", "\n", "\t", "/", "é", "日", "\xF0\x9F\x98\x80", "${ .x }", std::string(1, '\0')};
        std::string out;
        for (int i = below(6); i > 0; --i) {
            out += pieces[below(static_cast<int>(std::size(pieces)))];
        }
        return out;
    }

    api::Json json(int depth) {
        switch (below(depth > 0 ? 8 : 6)) {
            case 0:
                return nullptr;
            case 1:
                return below(2) == 1;
            case 2:
                return std::numeric_limits<std::int64_t>::min() + below(5);
            case 3:
                return std::numeric_limits<std::uint64_t>::max();
            case 4:
                return 0.5 * below(1000) - 100.25;
            case 5:
                return boost::json::string(text());
            case 6:
                return boost::json::array{json(depth - 1), json(depth - 1)};
            default:
                return boost::json::object{{text(), json(depth - 1)}, {"k", json(depth - 1)}};
        }
    }

    template <class T>
    void fill(T& value) {
        if constexpr (std::is_same_v<T, api::Json>) {
            value = json(3);
        } else if constexpr (std::is_same_v<T, std::string>) {
            value = text();
        } else if constexpr (std::is_same_v<T, bool>) {
            value = below(2) == 1;
        } else if constexpr (std::is_floating_point_v<T>) {
            value = below(4000) * 0.25;
        } else if constexpr (std::is_integral_v<T>) {
            value = below(3) == 0 ? std::numeric_limits<T>::max() : static_cast<T>(below(1 << 20));
        } else if constexpr (std::is_enum_v<T>) {
            boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto d) {
                if (below(2) == 0) {
                    value = d.value;
                }
            });
        } else if constexpr (api::detail::isOptional<T>) {
            if (below(2) == 0) {
                fill(value.emplace());
            }
        } else if constexpr (api::detail::isVector<T>) {
            for (int i = below(4); i > 0; --i) {
                fill(value.emplace_back());
            }
        } else if constexpr (api::detail::isMap<T>) {
            for (int i = below(4); i > 0; --i) {
                fill(value[text()]);
            }
        } else {
            using Members =
                boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;
            boost::mp11::mp_for_each<Members>([&](auto d) { fill(value.*d.pointer); });
        }
    }

    std::mt19937 m_random;
};

}  // namespace beamline::test
