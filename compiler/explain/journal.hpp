// Repeats folded: the same call with the same arguments that tell something, from the same
// place in the program, is told once, and at the end how often.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "explain/report.hpp"
#include "records/scene.hpp"

namespace callgate::explain {

class Journal {
public:
  /// So many different calls are told apart; further ones are counted together.
  static constexpr std::size_t most_different = 1024;

  struct Line {
    std::string text;   ///< the call as the report has it
    std::string place;  ///< "f+0x12 (lib.so)"; empty where it is not known
    std::size_t number; ///< of its report, from 1
    std::size_t times;
  };

  /// Counts the call. Whether it is new and so worth a report: then `number` is the report's.
  bool add(const Report& report);

  /// By number.
  [[nodiscard]] const std::vector<Line>& lines() const { return lines_; }

  /// How many calls were not told apart from others for want of room.
  [[nodiscard]] std::size_t untold() const { return untold_; }
  [[nodiscard]] std::size_t total() const { return total_; }

private:
  std::map<std::string, std::size_t> places_; ///< by what makes calls the same
  std::vector<Line> lines_;
  std::size_t untold_ = 0;
  std::size_t total_ = 0;
};

/// "denied 12 calls, 3 different:" and a line each; empty if there were none.
std::string to_text(const Journal& journal, bool colour);

} // namespace callgate::explain
