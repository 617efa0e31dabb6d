package io.setoff.store;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A script that a server runs in one piece. It is named by its hash, and sent whole to a server
 * that does not know it.
 */
enum RedisScript {
  ACQUIRE("acquire.lua"),
  APPLY("hashes.lua", "apply.lua"),
  PART("part.lua"),
  FILL("hashes.lua", "fill.lua"),
  GROW("grow.lua"),
  MARK("mark.lua"),
  REPORT("report.lua");

  private final String source;
  private final String hash;

  RedisScript(String... files) {
    source = Arrays.stream(files).map(RedisScript::read).collect(Collectors.joining());
    hash = sha1(source);
  }

  private static String read(String file) {
    try (InputStream in =
        Optional.ofNullable(RedisScript.class.getResourceAsStream(file)).orElseThrow()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha1(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Future<Response> run(Redis redis, List<String> keys, List<byte[]> arguments) {
    return redis
        .send(request(Command.EVALSHA, hash, keys, arguments))
        .recover(
            failure ->
                RedisFault.isNoScript(failure)
                    ? redis.send(request(Command.EVAL, source, keys, arguments))
                    : Future.failedFuture(failure))
        .map(answer -> Optional.ofNullable(answer).orElseThrow());
  }

  private static Request request(
      Command command, String script, List<String> keys, List<byte[]> arguments) {
    Request request = Request.cmd(command).arg(script).arg(keys.size());
    keys.forEach(request::arg);
    arguments.forEach(request::arg);
    return request;
  }
}
