package io.setoff.bench.state;

import io.setoff.bench.state.RedisConnection.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;

/**
 * The peer: rows as the store has them, set again in hashes of the same sizes, each by a command of
 * its own, those of a block in one pipeline. Nothing else is kept: no block can be undone, nobody
 * is told, and two writers would overwrite each other.
 */
final class RawHashes implements Rounds.Writer {
  private static final long SEED = 7;

  private final RedisConnection connection;
  private final List<byte[]> commands;
  private final Queue<byte[]> prepared = new ArrayDeque<>();
  private int next;

  private RawHashes(RedisConnection connection, List<byte[]> commands) {
    this.connection = connection;
    this.commands = commands;
  }

  /** Of all rows that a server has now. */
  static RawHashes ofTheRows(RedisConnection connection) throws IOException {
    List<byte[]> commands = new ArrayList<>();
    for (Reply key : connection.all("KEYS setoff:*:r:*")) {
      String name = new String(bytes(key), StandardCharsets.UTF_8);
      List<Reply> fields = connection.all("HGETALL " + name);
      byte[] copy = RedisConnection.bytes("raw:" + name);
      for (int i = 0; i < fields.size(); i += 2) {
        commands.add(
            RedisConnection.command(
                RedisConnection.bytes("HSET"),
                copy,
                bytes(fields.get(i)),
                bytes(fields.get(i + 1))));
      }
    }
    if (commands.isEmpty()) {
      throw new IllegalStateException("the hashes have no rows yet");
    }
    Collections.shuffle(commands, new Random(SEED));
    return new RawHashes(connection, commands);
  }

  private static byte[] bytes(Reply reply) {
    return ((Reply.Bytes) reply).value();
  }

  @Override
  public void prepare(int blocks) {
    for (int block = 0; block < blocks; block++) {
      ByteArrayOutputStream pipeline = new ByteArrayOutputStream();
      for (int i = 0; i < Rounds.EVENTS; i++) {
        pipeline.writeBytes(commands.get(next));
        next = (next + 1) % commands.size();
      }
      prepared.add(pipeline.toByteArray());
    }
  }

  @Override
  public void write() throws IOException {
    connection.send(prepared.remove());
    for (int i = 0; i < Rounds.EVENTS; i++) {
      connection.reply();
    }
  }
}
