package io.setoff.oracle.sign;

import io.setoff.oracle.OracleUnavailableException;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import org.web3j.crypto.Keys;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a Web3Signer for signatures by its eth1 API: {@code POST /api/v1/eth1/sign/{public key}}
 * with {@code {"data": "0x…"}}, which it hashes, answered by r, s and v in 65 bytes of hex.
 */
public final class Web3Signer implements Signer {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int SIGNATURE_DIGITS = 130;

  private final URI url;
  private final String address;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /**
   * A key in a Web3Signer.
   *
   * @param base URL of the service
   * @param publicKey uncompressed, 0x and 128 hex digits: the service's name of the key
   */
  public Web3Signer(URI base, String publicKey) {
    if (!publicKey.matches("0x[0-9a-fA-F]{128}")) {
      throw new IllegalArgumentException("a public key is 0x and 128 hex digits");
    }
    String root = base.toString().replaceAll("/+$", "");
    this.url = URI.create(root + "/api/v1/eth1/sign/" + publicKey);
    this.address = ("0x" + Keys.getAddress(publicKey)).toLowerCase(Locale.ROOT);
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public Signature sign(byte[] preimage) {
    String data = "0x" + HexFormat.of().formatHex(preimage);
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .header("content-type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    JsonMapper.shared().createObjectNode().put("data", data).toString()))
            .build();
    Signature signature = read(send(request));
    if (!signature.signerOf(preimage).equals(address)) {
      throw new OracleUnavailableException("the remote signer signs with another key than asked");
    }
    return signature;
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new OracleUnavailableException("the remote signer cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OracleUnavailableException("interrupted while a signature was asked for", e);
    }
  }

  private static Signature read(HttpResponse<String> response) {
    String text = response.body().strip().replace("\"", "");
    if (response.statusCode() != 200 || !text.matches("0x[0-9a-fA-F]{" + SIGNATURE_DIGITS + "}")) {
      throw new OracleUnavailableException(
          "the remote signer answers HTTP " + response.statusCode() + " and no signature");
    }
    return Signature.of(
        new BigInteger(text.substring(2, 66), 16),
        new BigInteger(text.substring(66, 130), 16),
        Integer.parseInt(text.substring(130), 16));
  }
}
