package io.setoff.risk.provenance;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a result was made from. Two results with the same stamp have the same bytes.
 *
 * @param parameterSet id and version, as {@code derive-pmrm2/1}
 * @param parameterHash SHA-256 over its values, hex
 * @param inputHash SHA-256 over holdings and market, hex
 * @param blocks chain to {@code height:hash}; empty for an input that names no chain
 * @param engineVersion of this library
 */
public record Stamp(
    String parameterSet,
    String parameterHash,
    String inputHash,
    SortedMap<String, String> blocks,
    String engineVersion) {
  /** Goes up when the same inputs give other bytes. */
  public static final String ENGINE_VERSION = "2";

  public Stamp {
    blocks = Collections.unmodifiableSortedMap(new TreeMap<>(blocks));
  }
}
