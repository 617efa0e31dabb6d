package io.setoff.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;

class FormatsTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000);

  private static Word word(String net, String gross) {
    return Word.of(
        new BigDecimal(net), new BigDecimal(gross), new BigDecimal(gross), NOW, 10_000, Word.VALID);
  }

  @Property
  void aWordReadsBack(
      @ForAll @BigRange(min = "-9223372036854775807", max = "9223372036854775807") BigInteger net,
      @ForAll @BigRange(min = "0", max = "18446744073709551615") BigInteger gross,
      @ForAll @BigRange(min = "0", max = "18446744073709551615") BigInteger margin,
      @ForAll @BigRange(min = "0", max = "1099511627775") BigInteger time,
      @ForAll @IntRange(max = 10_000) int coverage,
      @ForAll @IntRange(max = 255) int flags) {
    Word word =
        new Word(net, gross, margin, Instant.ofEpochSecond(time.longValue()), coverage, flags);
    assertThat(Word.decode(word.encoded())).isEqualTo(word);
  }

  @Property
  void roundingIsNeverInTheAccountsFavour(
      @ForAll @BigRange(min = "-1e18", max = "1e18") BigDecimal net) {
    Word word = Word.of(net, net.abs(), net.abs(), NOW, 0, Word.VALID);
    if ((word.flags() & Word.SATURATED) == 0) {
      assertThat(word.netUsd().abs()).isGreaterThanOrEqualTo(net.abs());
      assertThat(word.netUsd().subtract(net).abs()).isLessThan(new BigDecimal("0.000001"));
      assertThat(word.grossUsd()).isGreaterThanOrEqualTo(net.abs());
      assertThat(word.netUsd().signum() * net.signum()).isGreaterThanOrEqualTo(0);
    }
  }

  @Example
  void whatDoesNotFitIsFlaggedAndNeverClamped() {
    Word word = word("9223372036854.775808", "9223372036854.775808");
    assertThat(word.flags()).isEqualTo(Word.SATURATED);
    assertThat(word.netUsd()).isEqualByComparingTo("0");
    assertThat(word("-9223372036854.775807", "9223372036854.775807").flags()).isEqualTo(Word.VALID);
  }

  @Property(tries = 100)
  void everyLeafProvesAndNoOtherDoes(@ForAll @IntRange(min = 1, max = 70) int size) {
    List<Bytes32> leaves = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      leaves.add(Bytes32.keccak("leaf" + i));
    }
    MerkleTree tree = new MerkleTree(leaves);
    for (int i = 0; i < size; i++) {
      assertThat(walk(leaves.get(i), tree.proof(i))).isEqualTo(tree.root());
      assertThat(walk(Bytes32.keccak("other"), tree.proof(i))).isNotEqualTo(tree.root());
    }
  }

  /** As MerklePath.sol walks. */
  private static Bytes32 walk(Bytes32 leaf, List<Bytes32> proof) {
    Bytes32 node = leaf;
    for (Bytes32 sibling : proof) {
      node = node.compareTo(sibling) < 0 ? parent(node, sibling) : parent(sibling, node);
    }
    return node;
  }

  private static Bytes32 parent(Bytes32 left, Bytes32 right) {
    return EpochReport.keccakOf(List.of(left, right));
  }

  @Property(tries = 100)
  void aReplacedLeafGivesTheTreeOfTheOtherWord(
      @ForAll @IntRange(min = 1, max = 70) int size, @ForAll @IntRange(max = 69) int at) {
    List<Bytes32> leaves = new ArrayList<>();
    MerkleTree.Builder tree = new MerkleTree.Builder(size);
    Bytes32 other = Bytes32.keccak("other");
    for (int i = 0; i < size; i++) {
      Bytes32 account = Bytes32.keccak("account" + i);
      tree.add(account.bytes(), account.bytes());
      leaves.add(MerkleTree.leaf(account, i == at % size ? other : account));
    }
    MerkleTree changed = tree.build();
    changed.replace(at % size, Bytes32.keccak("account" + at % size).bytes(), other.bytes());
    assertThat(changed.root()).isEqualTo(new MerkleTree(leaves).root());
  }

  @Example
  void aBrokenKeyFileIsNamedAndItsKeysAreNot() throws IOException {
    Path file = Files.createTempFile("keys", ".json");
    Files.writeString(file, "{\"signers\": [\"0xsecret\"], \"gas_payer\": \"0x1\"}");
    assertThatThrownBy(() -> KeyFile.read(file))
        .hasMessageContaining(file.toString())
        .message()
        .doesNotContain("secret");
    Files.writeString(file, "no json");
    assertThatThrownBy(() -> KeyFile.read(file)).hasMessageContaining("is not JSON");
    Files.delete(file);
    assertThatThrownBy(() -> KeyFile.read(file)).hasMessageContaining("cannot read");
  }
}
