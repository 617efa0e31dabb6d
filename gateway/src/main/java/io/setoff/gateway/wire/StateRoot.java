package io.setoff.gateway.wire;

import io.setoff.v1.Position;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * One hash for a list of positions: a binary SHA-256 Merkle tree over their messages, sorted by id.
 * A leaf is SHA-256 of 0x00 and the message without its version, a node SHA-256 of 0x01 and its two
 * children; an odd last node moves up as it is. No positions give 32 zero bytes.
 */
public final class StateRoot {
  private StateRoot() {}

  /** The root, in hex. */
  public static String of(List<Position> positions) {
    List<byte[]> level = new ArrayList<>();
    positions.stream()
        .sorted(Comparator.comparing(Position::getPositionId))
        .forEach(p -> level.add(leaf(p)));
    if (level.isEmpty()) {
      return "00".repeat(32);
    }
    List<byte[]> nodes = level;
    while (nodes.size() > 1) {
      nodes = parents(nodes);
    }
    return HexFormat.of().formatHex(nodes.get(0));
  }

  private static byte[] leaf(Position position) {
    MessageDigest digest = sha256();
    digest.update((byte) 0);
    return digest.digest(position.toBuilder().clearVersion().build().toByteArray());
  }

  private static List<byte[]> parents(List<byte[]> nodes) {
    List<byte[]> parents = new ArrayList<>();
    for (int i = 0; i + 1 < nodes.size(); i += 2) {
      MessageDigest digest = sha256();
      digest.update((byte) 1);
      digest.update(nodes.get(i));
      parents.add(digest.digest(nodes.get(i + 1)));
    }
    if (nodes.size() % 2 == 1) {
      parents.add(nodes.getLast());
    }
    return parents;
  }

  /** A digest that is not used yet. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
