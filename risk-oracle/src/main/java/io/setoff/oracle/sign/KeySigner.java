package io.setoff.oracle.sign;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Sign;

/** Signs with a key in this process: from a mounted secret, or for development. */
public final class KeySigner implements Signer {
  private final Credentials key;

  private KeySigner(Credentials key) {
    this.key = key;
  }

  /** With a private key, 0x and 64 hex digits. */
  public static KeySigner of(String key) {
    if (!key.matches("0x[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException("a private key is 0x and 64 hex digits");
    }
    return new KeySigner(Credentials.create(key));
  }

  /**
   * With the private key that is all that a file holds.
   *
   * @throws IllegalArgumentException when it is missing or holds something else; it is never shown
   */
  public static KeySigner read(Path file) {
    try {
      return of(Files.readString(file).strip());
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the key file " + file, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the key file " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String address() {
    return key.getAddress().toLowerCase(Locale.ROOT);
  }

  @Override
  public Signature sign(byte[] preimage) {
    Sign.SignatureData signed = Sign.signMessage(preimage, key.getEcKeyPair(), true);
    return Signature.of(
        new BigInteger(1, signed.getR()), new BigInteger(1, signed.getS()), signed.getV()[0]);
  }
}
