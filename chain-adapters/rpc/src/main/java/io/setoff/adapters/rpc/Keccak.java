package io.setoff.adapters.rpc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Keccak-256, the hash of Ethereum: SHA3-256 of FIPS 202 with the padding from before that
 * standard.
 *
 * <p>The JDK has only the standard's. Bouncy Castle's lies in a signed archive, and the first of
 * its classes costs a third of a second of CPU, which every process would pay as it starts.
 */
public final class Keccak {
  private static final int LANES = 25;

  /** Bytes that each permutation takes in: 1600 bits less twice the 256 of the hash. */
  private static final int RATE = 136;

  private static final int HASH_LANES = 4;

  /** FIPS 202, 3.2.5. */
  private static final long[] ROUND_CONSTANTS = {
    0x0000000000000001L, 0x0000000000008082L, 0x800000000000808aL, 0x8000000080008000L,
    0x000000000000808bL, 0x0000000080000001L, 0x8000000080008081L, 0x8000000000008009L,
    0x000000000000008aL, 0x0000000000000088L, 0x0000000080008009L, 0x000000008000000aL,
    0x000000008000808bL, 0x800000000000008bL, 0x8000000000008089L, 0x8000000000008003L,
    0x8000000000008002L, 0x8000000000000080L, 0x000000000000800aL, 0x800000008000000aL,
    0x8000000080008081L, 0x8000000000008080L, 0x0000000080000001L, 0x8000000080008008L
  };

  /** Where the lanes go, one after the other from lane 1 on: FIPS 202, 3.2.3. */
  private static final int[] PI = {
    10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1
  };

  /** By how many bits each is rotated on its way: FIPS 202, 3.2.2. */
  private static final int[] RHO = {
    1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44
  };

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Keccak() {}

  /** The 32 bytes of the hash. */
  public static byte[] hash(byte[] message) {
    long[] state = new long[LANES];
    int at = 0;
    for (; message.length - at >= RATE; at += RATE) {
      absorb(message, at, state);
    }
    byte[] last = Arrays.copyOf(Arrays.copyOfRange(message, at, message.length), RATE);
    last[message.length - at] |= 1;
    last[RATE - 1] |= (byte) 0x80;
    absorb(last, 0, state);
    byte[] hash = new byte[HASH_LANES * Long.BYTES];
    for (int i = 0; i < HASH_LANES; i++) {
      LONGS.set(hash, i * Long.BYTES, state[i]);
    }
    return hash;
  }

  private static void absorb(byte[] from, int at, long[] state) {
    for (int i = 0; i < RATE / Long.BYTES; i++) {
      state[i] ^= (long) LONGS.get(from, at + i * Long.BYTES);
    }
    for (long constant : ROUND_CONSTANTS) {
      round(state, constant);
    }
  }

  /** Theta, rho, pi, chi and iota of FIPS 202, 3.2; lane (x, y) is at x + 5y. */
  private static void round(long[] a, long constant) {
    long[] row = new long[5];
    for (int x = 0; x < 5; x++) {
      row[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
    }
    for (int x = 0; x < 5; x++) {
      long parity = row[(x + 4) % 5] ^ Long.rotateLeft(row[(x + 1) % 5], 1);
      for (int y = 0; y < LANES; y += 5) {
        a[x + y] ^= parity;
      }
    }
    long moved = a[1];
    for (int i = 0; i < PI.length; i++) {
      long next = a[PI[i]];
      a[PI[i]] = Long.rotateLeft(moved, RHO[i]);
      moved = next;
    }
    for (int y = 0; y < LANES; y += 5) {
      System.arraycopy(a, y, row, 0, 5);
      for (int x = 0; x < 5; x++) {
        a[y + x] ^= ~row[(x + 1) % 5] & row[(x + 2) % 5];
      }
    }
    a[0] ^= constant;
  }
}
