package io.setoff.cli;

import io.setoff.model.Text;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Writes what may come from outside: names of tokens, answers of nodes, words of a file. Characters
 * that a terminal takes for commands are written as {@code \\u001b}, which JSON reads as the same.
 */
final class TerminalWriter extends FilterWriter {
  private TerminalWriter(Writer out) {
    super(out);
  }

  /** A writer of whole lines over {@code stream}, in its character set. */
  static PrintWriter over(PrintStream stream) {
    return over(new OutputStreamWriter(stream, stream.charset()));
  }

  static PrintWriter over(Writer out) {
    return new PrintWriter(new TerminalWriter(out), true);
  }

  @Override
  public void write(int c) throws IOException {
    write(String.valueOf((char) c), 0, 1);
  }

  @Override
  public void write(char[] characters, int from, int length) throws IOException {
    write(String.valueOf(characters, from, length), 0, length);
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    int begin = from;
    for (int i = from; i < from + length; i++) {
      if (isCommand(text.charAt(i))) {
        out.write(text, begin, i - begin);
        out.write(Text.plain(text.substring(i, i + 1)));
        begin = i + 1;
      }
    }
    out.write(text, begin, from + length - begin);
  }

  /** Lines end, and progress on a terminal begins its line anew. */
  private static boolean isCommand(char c) {
    return c != '\n' && c != '\r' && Text.isHidden(c);
  }
}
