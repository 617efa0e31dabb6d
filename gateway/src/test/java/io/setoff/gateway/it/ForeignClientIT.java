package io.setoff.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** buf curl, which knows nothing of us: it learns the services from the gateway's reflection. */
@ExtendWith(PlayedStory.Shared.class)
class ForeignClientIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final PlayedStory story;

  ForeignClientIT(PlayedStory story) {
    this.story = story;
  }

  private record Answer(int exitCode, String output, String errors) {
    JsonNode json() throws IOException {
      assertThat(exitCode).as(errors).isZero();
      return JSON.readTree(output);
    }
  }

  private Answer call(String method, String request, String... options)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(Path.of("../proto/node_modules/.bin/buf").toString(), "curl"));
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "--http2-prior-knowledge",
            "--protocol",
            "grpc",
            "--data",
            request,
            story.gateway().grpcUrl() + "/" + method));
    Process process = new ProcessBuilder(command).start();
    try (var errors = process.errorReader(StandardCharsets.UTF_8)) {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String said = String.join("\n", errors.lines().toList());
      return new Answer(process.waitFor(), output, said);
    }
  }

  @Test
  void readsAPortfolio() throws Exception {
    JsonNode portfolio =
        call(
                "setoff.v1.PortfolioService/GetPortfolio",
                "{\"account\": \"%s\"}".formatted(story.hedged()))
            .json()
            .path("portfolio");
    assertThat(portfolio.path("complete").asBoolean()).isTrue();
    assertThat(portfolio.path("positions"))
        .hasSize(story.portfolio(story.hedged()).getPositionsCount());
  }

  @Test
  void readsAnExposure() throws Exception {
    JsonNode eth =
        call(
                "setoff.v1.ExposureService/GetExposure",
                "{\"account\": \"%s\", \"policy\": \"POLICY_PEGGED\"}".formatted(story.hedged()))
            .json()
            .at("/view/underlyings/0");
    assertThat(eth.path("underlyingId").asText()).isEqualTo("crypto:ETH");
    assertThat(new BigDecimal(eth.path("net").asText()).abs())
        .isLessThan(new BigDecimal(eth.path("gross").asText()));
  }

  @Test
  void isToldWhichFieldIsWrong() throws Exception {
    Answer refused = call("setoff.v1.PortfolioService/GetPortfolio", "{\"account\": \"0x12\"}");
    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.errors()).contains("invalid_argument", "account: ");
  }

  /** Node's client shows messages as they come. */
  @Test
  void messagesAreEncodedOnlyWhereTheProtocolDemandsIt() throws Exception {
    Answer refused =
        call("setoff.v1.PortfolioService/GetPortfolio", "{\"account\": \"0x12%é\"}", "--verbose");
    assertThat(
            refused
                .errors()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).contains("grpc-message:")))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("account: ", "%25")
        .doesNotContain("%3A", "%20", "é");
  }

  @Test
  void asksForTheHealth() throws Exception {
    assertThat(call("grpc.health.v1.Health/Check", "{}").json().path("status").asText())
        .isEqualTo("SERVING");
  }
}
