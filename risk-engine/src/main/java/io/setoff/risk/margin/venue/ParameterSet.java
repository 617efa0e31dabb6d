package io.setoff.risk.margin.venue;

/** All numbers of a model, as data. */
public interface ParameterSet {

  /** Of the model, as {@code derive-pmrm2}. */
  String id();

  /** Goes up when published values change. */
  int version();

  /** Throws when a value cannot be used; {@code field} is the path of this set. */
  void check(String field);

  /** SHA-256 over id, version and every value, 64 hex digits. */
  String hash();

  /** Id and version, as {@code derive-pmrm2/1}. */
  default String name() {
    return id() + "/" + version();
  }
}
