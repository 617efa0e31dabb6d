package io.setoff.oracle.sign;

import io.setoff.adapters.rpc.HttpPost;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.oracle.OracleUnavailableException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import org.web3j.crypto.Keys;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a Web3Signer for signatures by its eth1 API: {@code POST /api/v1/eth1/sign/{public key}}
 * with {@code {"data": "0x…"}}, which it hashes, answered by r, s and v in 65 bytes of hex.
 */
public final class Web3Signer implements Signer, AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int SIGNATURE_DIGITS = 130;
  private static final long MAX_ANSWER_BYTES = 1 << 12;

  private final String address;
  private final HttpPost http;

  /**
   * A key in a Web3Signer.
   *
   * @param base URL of the service
   * @param publicKey uncompressed, 0x and 128 hex digits: the service's name of the key
   */
  public Web3Signer(URI base, String publicKey) {
    this(base, publicKey, TIMEOUT);
  }

  /**
   * The same with another patience.
   *
   * @param timeout of one signature, from connecting to its last byte
   */
  Web3Signer(URI base, String publicKey, Duration timeout) {
    if (!publicKey.matches("0x[0-9a-fA-F]{128}")) {
      throw new IllegalArgumentException("a public key is 0x and 128 hex digits");
    }
    String root = base.toString().replaceAll("/+$", "");
    this.http =
        new HttpPost(
            URI.create(root + "/api/v1/eth1/sign/" + publicKey), timeout, MAX_ANSWER_BYTES);
    this.address = ("0x" + Keys.getAddress(publicKey)).toLowerCase(Locale.ROOT);
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public Signature sign(byte[] preimage) {
    String data = "0x" + HexFormat.of().formatHex(preimage);
    String body = JsonMapper.shared().createObjectNode().put("data", data).toString();
    Signature signature = read(send(body));
    if (!signature.signerOf(preimage).equals(address)) {
      throw new OracleUnavailableException("the remote signer signs with another key than asked");
    }
    return signature;
  }

  private String send(String body) {
    try {
      return new String(
          http.send(body.getBytes(StandardCharsets.UTF_8)), StandardCharsets.US_ASCII);
    } catch (RpcUnavailableException e) {
      throw new OracleUnavailableException("the remote signer: " + e.getMessage(), e);
    }
  }

  private static Signature read(String answer) {
    String text = answer.strip().replace("\"", "");
    if (!text.matches("0x[0-9a-fA-F]{" + SIGNATURE_DIGITS + "}")) {
      throw new OracleUnavailableException("the remote signer answers with no signature");
    }
    return Signature.of(
        new BigInteger(text.substring(2, 66), 16),
        new BigInteger(text.substring(66, 130), 16),
        Integer.parseInt(text.substring(130), 16));
  }

  @Override
  public void close() {
    http.close();
  }
}
