package io.setoff.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.oracle.sign.KeySigner;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The vector that every implementation of the oracle's format must reproduce. */
class Eip712VectorTest {
  private static final String ACCOUNT = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
  private static final String KEY_ONE = "0x" + "0".repeat(63) + "1";
  private static JsonNode vector;

  @BeforeAll
  static void load() {
    InputStream file = Eip712VectorTest.class.getResourceAsStream("/eip712-vector.json");
    vector = JsonMapper.shared().readTree(Objects.requireNonNull(file));
  }

  private static Bytes32 expected(String name) {
    return new Bytes32(vector.at("/expected/" + name).asString());
  }

  private static EpochReport report() {
    JsonNode message = vector.at("/typedData/message");
    return new EpochReport(
        new Bytes32(message.path("streamId").asString()),
        message.path("epoch").asLong(),
        message.path("setVersion").asLong(),
        Instant.ofEpochSecond(message.path("observedAt").asLong()),
        Instant.ofEpochSecond(message.path("validUntil").asLong()),
        message.path("leafCount").asInt(),
        new Bytes32(message.path("root").asString()),
        new Bytes32(message.path("inputsHash").asString()),
        new Bytes32(message.path("modelHash").asString()));
  }

  private static OracleDomain domain() {
    JsonNode domain = vector.at("/typedData/domain");
    return new OracleDomain(
        domain.path("chainId").asLong(),
        domain.path("verifyingContract").asString().toLowerCase(Locale.ROOT));
  }

  @Test
  void typeHashAndDomain() {
    assertThat(EpochReport.TYPE_HASH).isEqualTo(expected("typehash"));
    assertThat(domain().separator()).isEqualTo(expected("domainSeparator"));
  }

  @Test
  void wordLeafAndRoot() {
    Word word =
        Word.of(
            new BigDecimal("-1234567.890123"),
            new BigDecimal("98765432.1"),
            new BigDecimal("4321"),
            Instant.ofEpochSecond(1_790_000_000),
            9_950,
            Word.VALID);
    Bytes32 accountId = Bytes32.ofAddress(ACCOUNT);
    Bytes32 leaf = MerkleTree.leaf(accountId, word.encoded());
    assertThat(accountId).isEqualTo(expected("accountId"));
    assertThat(word.encoded()).isEqualTo(expected("word"));
    assertThat(leaf).isEqualTo(expected("leaf"));
    assertThat(new MerkleTree(List.of(leaf, Bytes32.keccak("sibling"))).root())
        .isEqualTo(expected("root"));
  }

  @Test
  void structHashAndDigest() {
    assertThat(report().structHash()).isEqualTo(expected("structHash"));
    assertThat(domain().digest(report())).isEqualTo(expected("digest"));
  }

  @Test
  void signatureOfKeyOne() {
    KeySigner signer = KeySigner.of(KEY_ONE);
    String signature = vector.at("/expected/signature(key=1)").asString();
    Quorum quorum = TestQuorum.sign(List.of(KEY_ONE), 1, domain(), report());
    assertThat(signer.address())
        .isEqualTo(vector.at("/expected/signer(key=1)").asString().toLowerCase(Locale.ROOT));
    assertThat(signer.sign(domain().preimage(report())).signerOf(domain().preimage(report())))
        .isEqualTo(signer.address());
    assertThat(quorum.signatures().get(0).hex()).isEqualTo(signature.substring(0, 66));
    // v is 28 in the vector: EIP-2098 puts that into the highest bit of s.
    assertThat(signature).endsWith("1c");
    BigInteger s = new BigInteger(signature.substring(66, 130), 16);
    assertThat(quorum.signatures().get(1)).isEqualTo(Bytes32.of(s.setBit(255)));
  }
}
