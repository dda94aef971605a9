package newsidx.lucene;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What follows a subcommand: operands in order, {@code --option VALUE} and {@code --flag}. */
final class Arguments {
  private final List<String> operands = new ArrayList<>();
  private final Map<String, String> options = new HashMap<>();

  /**
   * @param args the command line, the subcommand at index 0
   * @param usage the subcommand's synopsis, shown when the arguments do not fit
   * @param operandCount how many operands there must be
   */
  Arguments(String[] args, String usage, int operandCount, Set<String> valued, Set<String> flags)
      throws BadInput {
    for (int i = 1; i < args.length; ++i) {
      String arg = args[i];
      if (valued.contains(arg)) {
        if (++i == args.length) {
          throw new BadInput(arg + " needs a value (usage: " + usage + ")");
        }
        options.put(arg, args[i]);
      } else if (flags.contains(arg)) {
        options.put(arg, "");
      } else if (arg.startsWith("--")) {
        throw new BadInput("no such option: " + arg + " (usage: " + usage + ")");
      } else {
        operands.add(arg);
      }
    }
    if (operands.size() != operandCount) {
      throw new BadInput("wrong number of arguments (usage: " + usage + ")");
    }
  }

  String operand(int index) {
    return operands.get(index);
  }

  boolean has(String flag) {
    return options.containsKey(flag);
  }

  /** The value of an option that was given. */
  String text(String option) {
    return options.get(option);
  }

  /** The value of an option that must be a time of more than nothing. */
  double seconds(String option, double otherwise) throws BadInput {
    String value = options.get(option);
    if (value == null) {
      return otherwise;
    }
    try {
      double number = Double.parseDouble(value);
      if (number > 0 && Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, like a time of nothing.
    }
    throw new BadInput(option + " must be a time in seconds, not \"" + value + "\"");
  }

  /** The value of an option that must be a whole number of at least 1. */
  int positive(String option, int otherwise) throws BadInput {
    String value = options.get(option);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, like a number that is too small.
    }
    throw new BadInput(option + " must be a whole number of at least 1, not \"" + value + "\"");
  }
}
