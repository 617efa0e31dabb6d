package io.setoff.cli.book;

/**
 * A stress library of the user's own.
 *
 * @param csv path of the file, relative to the document; see {@link
 *     io.setoff.risk.stress.StressCsv}
 */
public record StressInput(String csv) {}
