package io.setoff.oracle.stream;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What should not happen, told so that its place can be found. */
final class Trace {
  private Trace() {}

  static String of(RuntimeException fault) {
    StringWriter trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace));
    return "a fault: " + trace;
  }
}
