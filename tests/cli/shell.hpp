// Shell commands with a `callgate` in their PATH, and tables of what must come of them.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

namespace shell {

struct Outcome {
  int status; ///< as a shell shows it: 128 + N for a signal
  std::string out;
  std::string err;
};

enum class User { same, ordinary }; ///< ordinary: nobody (65534), if the test is root

/// Runs `sh -c command` in the current folder. There, $callgate is the executable and
/// $examples the folder of the example policies.
Outcome run(const std::string& command, const std::string& input = {}, User user = User::same);

/// One row: what is run, and what must be seen.
struct Row {
  std::string command;
  std::string input = {};
  int status = 0;
  std::vector<std::string> out = {}; ///< substrings of standard output
  std::vector<std::string> err = {}; ///< substrings of standard error
  std::vector<std::string> not_out = {};
  std::vector<std::string> not_err = {};
};

void check(std::initializer_list<Row> rows);

/// A new, empty current folder for as long as this lives.
class Folder {
public:
  Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();

  static void write(const std::string& name, const std::string& content);
  static std::string read(const std::string& name);
  /// The names in it, sorted.
  static std::vector<std::string> names();

private:
  std::string before_;
};

} // namespace shell
