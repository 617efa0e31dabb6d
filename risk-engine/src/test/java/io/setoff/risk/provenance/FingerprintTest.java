package io.setoff.risk.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class FingerprintTest {

  /** Whatever the letters, and wherever they fall in the bytes that are digested at a time. */
  @Property(tries = 200)
  void aTextIsItsLengthAndItsBytes(
      @ForAll @StringLength(max = 1200) String first,
      @ForAll @StringLength(max = 1200) String second,
      @ForAll long number)
      throws NoSuchAlgorithmException {
    String fingerprint = Fingerprint.of("text").add(first).add(number).add(second).hex();
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    add(digest, "text");
    add(digest, first);
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    add(digest, second);
    assertThat(fingerprint).isEqualTo(HexFormat.of().formatHex(digest.digest()));
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }
}
