package io.setoff.cli.file;

/** The result of a calculation. */
public interface Answer {

  /** All of it, exact; becomes the JSON. */
  Record result();

  /** What a person wants to see first. */
  String text();
}
