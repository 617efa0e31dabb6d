package io.setoff.adapters.evm.script;

import io.setoff.adapters.rpc.RpcTransport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;

/** Spoils bytes of what another transport answers. */
public final class Mutator implements RpcTransport {
  private final RpcTransport inner;
  private final Random random;
  private boolean mutating;
  private int mutations;

  public Mutator(RpcTransport inner, long seed) {
    this.inner = inner;
    this.random = new Random(seed);
  }

  public synchronized void mutate(boolean on) {
    mutating = on;
  }

  public synchronized int mutations() {
    return mutations;
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public synchronized InputStream post(byte[] body) {
    try (InputStream answer = inner.post(body)) {
      byte[] bytes = answer.readAllBytes();
      return new ByteArrayInputStream(mutating ? spoiled(bytes) : bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] spoiled(byte[] bytes) {
    mutations++;
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> {
        bytes[at] ^= (byte) (1 << random.nextInt(7));
        yield bytes;
      }
      case 2 -> {
        bytes[at] = (byte) "0123456789abcdef".charAt(random.nextInt(16));
        yield bytes;
      }
      default -> {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        yield longer;
      }
    };
  }
}
