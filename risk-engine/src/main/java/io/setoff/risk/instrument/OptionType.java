package io.setoff.risk.instrument;

/** Which way an option pays. */
public enum OptionType {
  CALL,
  PUT
}
