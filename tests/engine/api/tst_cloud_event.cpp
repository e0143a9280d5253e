// SPDX-License-Identifier: Apache-2.0
// CloudEvents as messages: both modes, both ways, and what is refused.

#include <gtest/gtest.h>

#include "engine/api/cloud_event.h"

namespace beamline::api {
namespace {

Json json(std::string_view text) {
    return boost::json::parse(text);
}

Json read(const MessageHeaders& headers, std::string_view body,
          const CloudEventBinding& binding = kCloudEventsOverNats) {
    const auto event = readCloudEvent(headers, body, binding);
    EXPECT_TRUE(event.ok()) << event.error().message;
    return event.ok() ? *event : Json();
}

std::string refusal(const MessageHeaders& headers, std::string_view body) {
    const auto event = readCloudEvent(headers, body, kCloudEventsOverNats);
    EXPECT_FALSE(event.ok()) << boost::json::serialize(*event);
    return event.ok() ? std::string() : event.error().message;
}

MessageHeaders binary(MessageHeaders more = {}) {
    MessageHeaders all{{"ce-specversion", "1.0"}, {"ce-id", "7"}, {"ce-source", "/shop"}, {"ce-type", "order"}};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

TEST(CloudEvent, IsStructuredByItsContentTypeOrByItsBody) {
    const std::string body = R"({"specversion":"1.0","id":"7","source":"/s","type":"t","data":{"n":1}})";
    EXPECT_EQ(read({{"Content-Type", "application/cloudevents+json; charset=UTF-8"}}, body), json(body));
    EXPECT_EQ(read({{"content-type", "application/CloudEvents"}}, body), json(body));
    EXPECT_EQ(read({}, body), json(body));
    EXPECT_EQ(read({{"content-type", "application/cloudevents+json"}, {"ce-id", "8"}}, body), json(body))
        << "the content-type decides";
}

TEST(CloudEvent, IsBinaryByItsHeaders) {
    EXPECT_EQ(
        read(binary({{"CE-DataContentType", "application/json"}, {"ce-trace", "x"}}), R"({"n":1})"),
        json(R"({"specversion":"1.0","id":"7","source":"/shop","type":"order","datacontenttype":"application/json",
                       "trace":"x","data":{"n":1}})"));
    const auto data = [](const MessageHeaders& more, std::string_view body) {
        auto event = read(binary(more), body).as_object();
        for (const char* name : {"specversion", "id", "source", "type", "datacontenttype"}) {
            event.erase(name);
        }
        return Json(event);
    };
    EXPECT_EQ(data({{"ce-datacontenttype", "application/vnd.shop+JSON;v=1"}}, "[1]"), json(R"({"data":[1]})"));
    EXPECT_EQ(data({{"ce-datacontenttype", "text/plain"}}, "a \xC3\xBC"), json("{\"data\":\"a \xC3\xBC\"}"));
    EXPECT_EQ(data({{"ce-datacontenttype", "text/plain;charset=ISO-8859-1"}}, "\xFC"),
              json(R"({"data_base64":"/A=="})"));
    EXPECT_EQ(data({{"ce-datacontenttype", "text/plain"}}, "\xFC"), json(R"({"data_base64":"/A=="})"));
    EXPECT_EQ(data({{"ce-datacontenttype", "image/png"}}, "abc"), json(R"({"data_base64":"YWJj"})"));
    EXPECT_EQ(data({{"ce-datacontenttype", "image/png"}}, ""), json("{}"));
    EXPECT_EQ(data({}, R"({"a":1})"), json(R"({"data":{"a":1}})")) << "without a type it is JSON";
    EXPECT_EQ(data({}, "no JSON"), json(R"({"data":"no JSON"})"));
    EXPECT_EQ(data({}, "\xFF"), json(R"({"data_base64":"/w=="})"));
    EXPECT_EQ(data({{"Content-Type", "text/plain"}}, "1"), json(R"({"data":"1"})")) << "as HTTP says the type";
}

TEST(CloudEvent, HeadersAreUnquotedAndPercentDecodedOnce) {
    const auto subject = [](const std::string& value) {
        return std::string(read(binary({{"ce-subject", value}}), "").at("subject").as_string());
    };
    EXPECT_EQ(subject("Euro%20%E2%82%AC%20%F0%9F%98%80"), "Euro \xE2\x82\xAC \xF0\x9F\x98\x80");
    EXPECT_EQ(subject("%e2%82%ac%41"),
              "\xE2\x82\xAC"
              "A");
    EXPECT_EQ(subject("%2541"), "%41");
    EXPECT_EQ(subject(R"("a \"quoted\" \\ text")"), R"(a "quoted" \ text)");
    EXPECT_EQ(subject(" 50% off %4 "), "50% off %4");
    EXPECT_EQ(cloudEventHeader("Euro \xE2\x82\xAC \xF0\x9F\x98\x80"), "Euro%20%E2%82%AC%20%F0%9F%98%80");
    EXPECT_EQ(cloudEventHeader("\"50%\"\n"), "%2250%25%22%0A");
}

TEST(CloudEvent, WhatIsNoneSaysWhy) {
    EXPECT_NE(refusal({}, "hello").find("no CloudEvent"), std::string::npos);
    EXPECT_NE(refusal({}, R"({"id":"1"})").find("no CloudEvent"), std::string::npos);
    EXPECT_NE(refusal({{"content-type", "application/cloudevents+json"}}, "[1]").find("object"), std::string::npos);
    EXPECT_NE(refusal({{"content-type", "application/cloudevents+json"}}, "{").find("no JSON"), std::string::npos);
    EXPECT_NE(refusal({{"content-type", "application/cloudevents-batch+json"}}, "[]").find("not understood"),
              std::string::npos);
    EXPECT_NE(refusal({{"content-type", "application/cloudevents+avro"}}, "x").find("avro"), std::string::npos);
    EXPECT_NE(refusal(binary({{"ce-subject", "%C0%A0"}}), "").find("ce-subject is no UTF-8"), std::string::npos);
    EXPECT_NE(refusal(binary({{"ce-data", "x"}}), "").find("ce-data names no attribute"), std::string::npos);
    EXPECT_NE(refusal(binary({{"ce-a_b", "x"}}), "").find("ce-a_b"), std::string::npos);
    EXPECT_NE(refusal(binary({{"CE-ID", "8"}}), "").find("comes twice"), std::string::npos);
    EXPECT_NE(refusal(binary({{"ce-datacontenttype", "application/json"}}), "{").find("application/json"),
              std::string::npos);
}

TEST(CloudEvent, IsWrittenInBothModes) {
    const auto event =
        json(R"({"specversion":"1.0","id":"7 \u20ac","source":"/s","type":"t","datacontenttype":"application/json",
                                "count":3,"urgent":true,"gone":null,"data":{"n":1}})");
    const auto structured = writeCloudEvent(event, CloudEventMode::structured, kCloudEventsOverNats);
    EXPECT_EQ(structured.headers, (MessageHeaders{{"content-type", "application/cloudevents+json"}}));
    EXPECT_EQ(json(structured.body), event);
    const auto message = writeCloudEvent(event, CloudEventMode::binary, kCloudEventsOverNats);
    EXPECT_EQ(message.headers, (MessageHeaders{{"ce-specversion", "1.0"},
                                               {"ce-id", "7%20%E2%82%AC"},
                                               {"ce-source", "/s"},
                                               {"ce-type", "t"},
                                               {"ce-count", "3"},
                                               {"ce-urgent", "true"},
                                               {"ce-datacontenttype", "application/json"}}));
    EXPECT_EQ(message.body, R"({"n":1})");
    const auto http = writeCloudEvent(event, CloudEventMode::binary, kCloudEventsOverHttp);
    EXPECT_EQ(http.headers.back(), (std::pair<std::string, std::string>("content-type", "application/json")));
    EXPECT_EQ(read(http.headers, http.body, kCloudEventsOverHttp), read(message.headers, message.body));
}

TEST(CloudEvent, BinaryDataKeepsItsType) {
    const std::string start = R"({"specversion":"1.0","id":"7","source":"/s","type":"t",)";
    for (const auto* rest :
         {R"("datacontenttype":"application/json","data":"text"})",
          R"("datacontenttype":"application/json","data":null})", R"("datacontenttype":"text/plain","data":"text"})",
          R"("datacontenttype":"image/png","data_base64":"AP8="})", R"("datacontenttype":"a/b"})"}) {
        const auto event = json(start + rest);
        const auto message = writeCloudEvent(event, CloudEventMode::binary, kCloudEventsOverNats);
        EXPECT_EQ(message.headers.front().first, "ce-specversion") << rest;
        EXPECT_EQ(read(message.headers, message.body), event) << rest;
    }
    const auto untyped = writeCloudEvent(json(start + R"("data":[1]})"), CloudEventMode::binary, kCloudEventsOverNats);
    EXPECT_EQ(untyped.headers.back().second, "application/json") << "what was implied is said";
}

TEST(CloudEvent, WhatBinaryCannotSayGoesStructured) {
    const std::string start = R"({"specversion":"1.0","id":"7","source":"/s","type":"t",)";
    for (const auto* rest :
         {R"("my attribute":"x"})", R"("extra":{"a":1}})", R"("datacontenttype":"text/plain","data":{"n":1}})",
          R"("datacontenttype":"application/json","data_base64":"AP8="})", R"("data_base64":"?"})",
          R"("data":1,"data_base64":"AP8="})"}) {
        const auto event = json(start + rest);
        const auto message = writeCloudEvent(event, CloudEventMode::binary, kCloudEventsOverNats);
        EXPECT_EQ(message.headers.front().second, "application/cloudevents+json") << rest;
        EXPECT_EQ(read(message.headers, message.body), event) << rest;
    }
}

}  // namespace
}  // namespace beamline::api
