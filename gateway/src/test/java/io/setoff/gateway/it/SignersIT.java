package io.setoff.gateway.it;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.StatusRuntimeException;
import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.v1.ListPublicationsRequest;
import io.setoff.v1.Publication;
import io.setoff.v1.PublicationState;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A publisher and two signers, each a process of its own that reads the chains by itself. */
class SignersIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STREAM = "setoff/margin/v2";
  private static final BigDecimal FAR = new BigDecimal("5000");
  private static final String TEN_ETHER = "0x8ac7230489e80000";

  private static Path signer(Devnet devnet, int number) throws IOException {
    JsonNode keys = JSON.readTree(devnet.folder().resolve("keys.json").toFile());
    String name = "signer-" + number;
    Path key = devnet.folder().resolve(name + ".key");
    Files.writeString(key, keys.path("signers").path(number).asText());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    String section =
        """
        roles: [signer]
        signer: { key: ./%s.key, max_move: { absolute_usd: %s, share: 0.0001 } }
        """
            .formatted(name, FAR.toPlainString());
    return Configs.edited(devnet, name, yaml -> yaml + section);
  }

  private static Path publisher(Devnet devnet, List<RunningGateway> signers) {
    String urls = signers.stream().map(RunningGateway::grpcUrl).collect(Collectors.joining(", "));
    List<String> set = new ArrayList<>();
    devnet.deployment().path("signers").forEach(address -> set.add(address.asText()));
    String section =
        "  signers: [%s]\n  signer_sets: [[%s]]\n  streams:\n"
            .formatted(
                urls, set.stream().map(a -> "\"" + a + "\"").collect(Collectors.joining(", ")));
    return Configs.edited(
        devnet, "publisher", yaml -> Configs.replaced(yaml, "  streams:\n", section));
  }

  private static List<Publication> newest(RunningGateway publisher) {
    return publisher
        .oracle()
        .listPublications(ListPublicationsRequest.getDefaultInstance())
        .getPublicationsList()
        .stream()
        .filter(publication -> publication.getStream().equals(STREAM))
        .toList();
  }

  private static List<Publication> awaitMined(RunningGateway publisher, long after) {
    return await()
        .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
        .until(
            () -> newest(publisher),
            publications ->
                publications.size() == 2
                    && publications.stream()
                        .allMatch(
                            p ->
                                p.getState() == PublicationState.PUBLICATION_STATE_MINED
                                    && p.getEpoch() > after));
  }

  private static BigDecimal net(Publication publication, String account) {
    return publication.getAccountsList().stream()
        .filter(published -> published.getAccount().equals(account))
        .map(published -> new BigDecimal(published.getNetUsd()))
        .findFirst()
        .orElseThrow();
  }

  /** Every account above the devnet's limit is compared with the contracts by each signer. */
  @Test
  void processesSignWhatTheyComputeAndHoldBackWhatMovesTooFar() throws IOException {
    try (Devnet devnet = Devnet.start();
        DevnetChain chain = new DevnetChain(devnet, "A")) {
      devnet.play();
      String account = devnet.account("hedged").toLowerCase(Locale.ROOT);
      try (RunningGateway one = RunningGateway.start(signer(devnet, 0));
          RunningGateway two = RunningGateway.start(signer(devnet, 1));
          RunningGateway publisher = RunningGateway.start(publisher(devnet, List.of(one, two)))) {
        BigDecimal before = net(awaitMined(publisher, 0).getFirst(), account);
        send(chain, devnet.account("keeper"), account);
        Publication held = awaitHeldBack(publisher, account);
        assertThat(held.getAccountsList())
            .filteredOn(published -> !published.getAccount().equals(account))
            .as("the others have their words")
            .anyMatch(published -> published.getMarginFallback().isEmpty());
        for (int number = 0; number < 2; number++) {
          Files.writeString(
              devnet.folder().resolve("signer-" + number + "-signed").resolve("released"),
              account + " 2100-01-01T00:00:00Z\n");
        }
        send(chain, devnet.account("keeper"), account);
        Publication released =
            await()
                .until(
                    () -> newest(publisher).getFirst(),
                    p -> p.getEpoch() > held.getEpoch() && fallback(p, account).isEmpty());
        assertThat(net(released, account).subtract(before).abs()).isGreaterThan(FAR);
      }
    }
  }

  private static void send(DevnetChain chain, String from, String to) {
    chain.rpc().call("eth_sendTransaction", Map.of("from", from, "to", to, "value", TEN_ETHER));
  }

  private static Publication awaitHeldBack(RunningGateway publisher, String account) {
    return await()
        .until(
            () -> newest(publisher).getFirst(),
            publication -> fallback(publication, account).startsWith("held back"));
  }

  private static String fallback(Publication publication, String account) {
    return publication.getAccountsList().stream()
        .filter(published -> published.getAccount().equals(account))
        .findFirst()
        .orElseThrow()
        .getMarginFallback();
  }
}
