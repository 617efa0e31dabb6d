package io.setoff.adapters.kernel.spi;

/**
 * How far a chain's nodes are believed.
 *
 * @param depths that count as safe and final
 * @param verification which logs are proved
 */
public record Trust(FinalityDepths depths, Verification verification) {
  public static final Trust DEFAULT = new Trust(FinalityDepths.DEFAULT, Verification.HEAD);
}
