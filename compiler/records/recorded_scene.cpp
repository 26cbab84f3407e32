#include "records/recorded_scene.hpp"

namespace callgate::records {

RecordedScene::RecordedScene(const RecordedCall& recorded, arch::Abi abi) : recorded_(recorded) {
  call_.number = number_on(recorded, abi).value_or(0);
  call_.token = recorded.token.value_or(arch::facts(abi).token);
  call_.instruction_pointer = recorded.instruction_pointer;
  for (std::size_t slot = 0; slot < call_.arguments.size(); ++slot)
    call_.arguments[slot] = recorded.arguments[slot].value_or(0);
}

std::array<bool, 6> RecordedScene::known() const {
  std::array<bool, 6> result{};
  for (std::size_t slot = 0; slot < result.size(); ++slot)
    result[slot] = recorded_.arguments[slot].has_value();
  return result;
}

std::string RecordedScene::written(std::size_t slot) const {
  return slot < recorded_.texts.size() ? recorded_.texts[slot] : std::string{};
}

Caller RecordedScene::caller() const {
  return {recorded_.process, 0, recorded_.executable, recorded_.name};
}

std::optional<std::string> RecordedScene::string_at(std::uint64_t) const {
  return std::nullopt;
}

std::optional<std::vector<std::uint8_t>> RecordedScene::bytes_at(std::uint64_t, std::size_t) const {
  return std::nullopt;
}

std::optional<std::string> RecordedScene::descriptor(int number) const {
  const std::string beginning = std::to_string(number) + "<";
  for (const std::string& text : recorded_.texts) {
    if (text.starts_with(beginning) && text.ends_with('>'))
      return text.substr(beginning.size(), text.size() - beginning.size() - 1);
  }
  return std::nullopt;
}

std::vector<Frame> RecordedScene::stack() const {
  return {};
}

} // namespace callgate::records
