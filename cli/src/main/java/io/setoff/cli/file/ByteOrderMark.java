package io.setoff.cli.file;

/** What some editors write before the first character of a UTF-8 file. */
public final class ByteOrderMark {
  private static final String MARK = "\uFEFF";

  private ByteOrderMark() {}

  /** The text after it, if it is there. */
  public static String without(String text) {
    return text.startsWith(MARK) ? text.substring(1) : text;
  }
}
