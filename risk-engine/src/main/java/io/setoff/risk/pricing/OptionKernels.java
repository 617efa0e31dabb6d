package io.setoff.risk.pricing;

/** The kernels, and which of them this machine runs best. They give the same bits. */
public final class OptionKernels {
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  /** With two lanes the compiler's own vectors are as good. */
  private static final int LEAST_LANES = 4;

  private OptionKernels() {}

  /** Plain Java, everywhere. */
  public static OptionKernel plain() {
    return new PlainKernel();
  }

  /**
   * The kernel with the Vector API when the JVM was started with {@code --add-modules
   * jdk.incubator.vector} on a machine with vectors of 256 bits or more; the plain one otherwise.
   */
  public static OptionKernel best() {
    return hasVectors() ? new VectorKernel() : new PlainKernel();
  }

  /** Width of the vectors that {@link #best()} names itself, bits; 0 when the compiler chooses. */
  public static int vectorBits() {
    return hasVectors() ? VectorKernel.lanes() * Double.SIZE : 0;
  }

  private static boolean hasVectors() {
    return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent()
        && VectorKernel.lanes() >= LEAST_LANES;
  }
}
