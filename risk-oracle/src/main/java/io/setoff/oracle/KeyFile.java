package io.setoff.oracle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Development keys in a JSON file: {@code {"signers": ["0x…"], "gas_payer": "0x…"}}. Not for money.
 *
 * @param signers private keys of the signer set
 * @param gasPayer private key of the account that pays for transactions
 */
public record KeyFile(List<String> signers, String gasPayer) {
  private static final String KEY = "0x[0-9a-fA-F]{64}";

  public KeyFile {
    signers = List.copyOf(signers);
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException when it is missing or not of that form; keys are never named
   */
  public static KeyFile read(Path file) {
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("cannot read the key file " + file);
    }
    try {
      JsonNode root = JsonMapper.shared().readTree(file);
      List<String> signers = new ArrayList<>();
      root.path("signers").forEach(node -> signers.add(key(node, file)));
      return new KeyFile(signers, key(root.path("gas_payer"), file));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the key file " + file + " is not JSON");
    }
  }

  private static String key(JsonNode node, Path file) {
    String text = node.asString("");
    if (!text.matches(KEY)) {
      throw new IllegalArgumentException(
          "the key file "
              + file
              + " needs \"signers\" and \"gas_payer\", each 0x and 64 hex digits");
    }
    return text;
  }
}
