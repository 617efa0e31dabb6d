package io.setoff.store;

import io.vertx.redis.client.impl.types.ErrorType;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a server did not do what it was asked.
 *
 * @param passes whether it may pass within seconds
 * @param text for people, with the server's own word for it
 */
record RedisFault(boolean passes, String text) {
  /** Scripts put words around the code, in a way that differs between releases. */
  private static final Pattern CODE =
      Pattern.compile(
          "(?:^|-|\\s)(READONLY|LOADING|TRYAGAIN|CLUSTERDOWN|MASTERDOWN|MOVED|ASK|UNBLOCKED|OOM"
              + "|MISCONF|NOREPLICAS|NOAUTH|WRONGPASS|NOPERM|BUSY|NOSCRIPT|CROSSSLOT)\\b");

  /** What went wrong with the first of several commands that were sent together. */
  private static final Pattern FIRST_OF_SEVERAL = Pattern.compile("ERR \\[[0-9]+] (.*)");

  /** Answers of the client itself, not of the server. */
  private static final Pattern LOST =
      Pattern.compile("CONNECTION_CLOSED|\\b[a-z.]+\\.\\w+Exception");

  static RedisFault of(Throwable failure, RedisSettings where) {
    String message = withoutPassword(first(String.valueOf(failure.getMessage())), where);
    if (!(failure instanceof ErrorType) || LOST.matcher(message).lookingAt()) {
      return new RedisFault(true, "no answer of " + where + ": " + message);
    }
    String code = code(message).orElse("ERR");
    String meaning =
        switch (code) {
          case "READONLY" -> "this server is a replica and takes no writes";
          case "LOADING" -> "the server reads its data from disk";
          case "TRYAGAIN", "MOVED", "ASK" -> "the cluster is moving the chain to another node";
          case "CLUSTERDOWN" -> "the cluster has no node for the chain";
          case "MASTERDOWN" -> "the replica has lost its master";
          case "UNBLOCKED" -> "the server has changed its role";
          case "BUSY" -> "the server is busy with a script";
          case "OOM" -> "its memory is full (maxmemory), writes are refused";
          case "MISCONF" -> "it cannot write to its disk, writes are refused";
          case "NOREPLICAS" -> "too few replicas follow it (min-replicas-to-write)";
          case "NOAUTH", "WRONGPASS" -> "the password is missing or wrong";
          case "NOPERM" -> "the user may not do this";
          default -> "it refuses";
        };
    boolean passes =
        switch (code) {
          case "READONLY",
              "LOADING",
              "TRYAGAIN",
              "MOVED",
              "ASK",
              "CLUSTERDOWN",
              "MASTERDOWN",
              "UNBLOCKED",
              "BUSY" ->
              true;
          default -> false;
        };
    return new RedisFault(passes, where + ": " + code + ", " + meaning + " (" + message + ")");
  }

  private static String first(String message) {
    Matcher several = FIRST_OF_SEVERAL.matcher(message);
    return several.lookingAt() ? several.group(1) : message;
  }

  /** The client names servers by URLs that may have it in them. */
  private static String withoutPassword(String message, RedisSettings where) {
    String hidden =
        where.password().map(password -> message.replace(password, "…")).orElse(message);
    return hidden.replaceAll("//[^/@\\s]*@", "//");
  }

  static boolean isNoScript(Throwable failure) {
    return failure instanceof ErrorType
        && code(String.valueOf(failure.getMessage())).filter("NOSCRIPT"::equals).isPresent();
  }

  private static Optional<String> code(String message) {
    Matcher matcher = CODE.matcher(message);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
