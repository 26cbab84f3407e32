#include "cli/counts_file.hpp"

#include <nlohmann/json.hpp>
#include <set>
#include <string_view>
#include <utility>

#include "cli/files.hpp"
#include "diagnostic/printable.hpp"
#include "policy/text.hpp"
#include "policy/weights.hpp"

namespace callgate::cli {

namespace {

using nlohmann::json;

/// Takes the events of the JSON reader, which goes on for as long as these return true. What
/// is no object of numbers ends it; faults of single lines are all told.
class CountsReader : public nlohmann::json_sax<json> {
public:
  explicit CountsReader(std::string name) : name_(std::move(name)) {}

  [[nodiscard]] bool is_sound() const { return is_sound_; }
  pipeline::Counts take() && { return {std::move(name_), std::move(weights_).take()}; }

  bool null() override { return no_number("null"); }
  bool boolean(bool /*value*/) override { return no_number("a boolean"); }
  bool string(string_t& /*value*/) override { return no_number("a string"); }
  bool binary(binary_t& /*value*/) override { return no_number("binary data"); }
  bool start_array(std::size_t /*elements*/) override { return no_number("an array"); }
  bool end_array() override { return true; }
  bool number_float(number_float_t /*value*/, const string_t& text) override {
    return no_count(text);
  }
  bool number_integer(number_integer_t value) override { return no_count(std::to_string(value)); }

  bool number_unsigned(number_unsigned_t count) override {
    if (!is_open_) return no_object();
    if (count > policy::most_counted) return no_count(std::to_string(count));
    auto call = counted_call();
    if (call && !weights_.add(*std::move(call), count))
      return complain_of_key("the counts come to more than 2^53 with this one");
    return true;
  }

  bool start_object(std::size_t /*elements*/) override {
    if (is_open_) return no_number("an object");
    is_open_ = true;
    return true;
  }
  bool end_object() override { return true; }

  bool key(string_t& key) override {
    key_ = key;
    if (!keys_.insert(key).second) complain_of_key("this key stands there twice");
    return true;
  }

  bool parse_error(std::size_t at, const std::string& /*token*/,
                   const json::exception& /*error*/) override {
    complain_of("no JSON, at byte " + std::to_string(at));
    return false;
  }

private:
  std::optional<policy::Entry> counted_call() {
    diagnostic::Diagnostics diagnostics;
    auto call =
        policy::parse_counted_call({key_, policy::StringText::verbatim(key_.size())}, diagnostics);
    for (const diagnostic::Diagnostic& found : diagnostics.sorted()) {
      const std::string help = found.help.empty() ? "" : "; " + found.help;
      complain(name_ + ": " + diagnostic::quoted(key_) + ": " + found.message + help);
    }
    is_sound_ = is_sound_ && !diagnostics.has_errors();
    return call;
  }

  bool no_number(std::string_view what) {
    if (!is_open_) return no_object();
    complain_of_key("expected a number, found " + std::string(what));
    return false;
  }

  bool no_count(const std::string& number) {
    if (!is_open_) return no_object();
    return complain_of_key(number + " is no count: counts are whole numbers from 0 to 2^53");
  }

  bool no_object() {
    complain_of("expected a JSON object of counts: {\"read\": 1200}");
    return false;
  }

  bool complain_of_key(const std::string& message) {
    complain_of(diagnostic::quoted(key_) + ": " + message);
    return true;
  }

  void complain_of(const std::string& message) {
    complain(name_ + ": " + message);
    is_sound_ = false;
  }

  std::string name_;
  policy::WeightList weights_;
  std::set<std::string> keys_;
  std::string key_;
  bool is_open_ = false;
  bool is_sound_ = true;
};

} // namespace

std::optional<pipeline::Counts> read_counts(const std::string& path) {
  const auto text = read_input(path);
  if (!text) return std::nullopt;
  CountsReader reader(source_name(path));
  json::sax_parse(*text, &reader);
  if (!reader.is_sound()) return std::nullopt;
  return std::move(reader).take();
}

} // namespace callgate::cli
