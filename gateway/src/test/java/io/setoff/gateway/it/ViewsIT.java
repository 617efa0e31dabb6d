package io.setoff.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.Context;
import io.setoff.model.View;
import io.setoff.v1.Finality;
import io.setoff.v1.GetExposureResponse;
import io.setoff.v1.GetMarginResponse;
import io.setoff.v1.GetPortfolioRequest;
import io.setoff.v1.GetPortfolioResponse;
import io.setoff.v1.Policy;
import io.setoff.v1.Portfolio;
import io.setoff.v1.Provenance;
import io.setoff.v1.WatchMarginRequest;
import io.setoff.v1.WatchMarginResponse;
import io.setoff.v1.WatchPortfolioRequest;
import io.setoff.v1.WatchPortfolioResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every view gives every account the same answer, whichever way it is asked. */
@Timeout(600)
@ExtendWith(PlayedStory.Shared.class)
class ViewsIT {
  private final PlayedStory story;

  ViewsIT(PlayedStory story) {
    this.story = story;
  }

  static Stream<View> views() {
    return View.ALL.stream();
  }

  private static Finality wire(View view) {
    return Finality.valueOf("FINALITY_" + view.name());
  }

  @ParameterizedTest
  @MethodSource("views")
  void aPortfolioIsTheSameOverGrpcRestAndBothStreams(View view) throws Exception {
    for (String account : story.accounts()) {
      Portfolio asked = portfolio(account, wire(view));
      assertThat(asked.getFinality()).isEqualTo(wire(view));
      GetPortfolioResponse.Builder rest = GetPortfolioResponse.newBuilder();
      get("/v1/portfolios/" + account, view, rest);
      assertThat(timeless(rest.getPortfolio())).isEqualTo(asked);
      WatchPortfolioRequest request =
          WatchPortfolioRequest.newBuilder().setAccount(account).setFinality(wire(view)).build();
      WatchPortfolioResponse stream =
          first(() -> story.gateway().portfolios().watchPortfolio(request));
      assertThat(timeless(stream.getSnapshot())).isEqualTo(asked);
      WatchPortfolioResponse.Builder event = WatchPortfolioResponse.newBuilder();
      firstEvent("/v1/portfolios/" + account + "/watch", view, event);
      assertThat(timeless(event.getSnapshot())).isEqualTo(asked);
    }
  }

  @ParameterizedTest
  @MethodSource("views")
  void anExposureIsTheSameOverGrpcAndRest(View view) throws Exception {
    for (String account : story.accounts()) {
      GetExposureResponse asked = exposure(account, wire(view));
      assertThat(asked.getFinality()).isEqualTo(wire(view));
      GetExposureResponse.Builder rest = GetExposureResponse.newBuilder();
      get("/v1/exposures/" + account + "?policy=pegged", view, rest);
      assertThat(timeless(rest.build())).isEqualTo(asked);
    }
  }

  @ParameterizedTest
  @MethodSource("views")
  void aMarginIsTheSameOverGrpcRestAndBothStreams(View view) throws Exception {
    for (String account : story.accounts()) {
      GetMarginResponse asked = margin(account, wire(view));
      assertThat(asked.getFinality()).isEqualTo(wire(view));
      GetMarginResponse.Builder rest = GetMarginResponse.newBuilder();
      get("/v1/margin/" + account, view, rest);
      assertThat(timeless(rest.build())).isEqualTo(asked);
      WatchMarginRequest request =
          WatchMarginRequest.newBuilder().setAccount(account).setFinality(wire(view)).build();
      WatchMarginResponse stream = first(() -> story.gateway().risk().watchMargin(request));
      assertThat(timeless(stream.getMargin())).isEqualTo(asked);
      WatchMarginResponse.Builder event = WatchMarginResponse.newBuilder();
      firstEvent("/v1/margin/" + account + "/watch", view, event);
      assertThat(timeless(event.getMargin())).isEqualTo(asked);
    }
  }

  @Test
  void prudentIsTheLargerOfLatestAndFinalizedAndShowsBoth() {
    story.accounts().forEach(this::assertPrudent);
  }

  private void assertPrudent(String address) {
    GetExposureResponse exposure = exposure(address, Finality.FINALITY_PRUDENT);
    assertThat(List.of(exposure.getView(), exposure.getOther()))
        .containsExactlyInAnyOrder(
            exposure(address, Finality.FINALITY_LATEST).getView(),
            exposure(address, Finality.FINALITY_FINALIZED).getView());
    assertThat(new BigDecimal(exposure.getView().getNetUsd()).abs())
        .isGreaterThanOrEqualTo(new BigDecimal(exposure.getOther().getNetUsd()).abs());
    GetMarginResponse margin = margin(address, Finality.FINALITY_PRUDENT);
    assertThat(List.of(margin.getView(), margin.getOther()))
        .containsExactlyInAnyOrder(
            margin(address, Finality.FINALITY_LATEST).getView(),
            margin(address, Finality.FINALITY_FINALIZED).getView());
    assertThat(new BigDecimal(margin.getView().getRequiredUsd()))
        .isGreaterThanOrEqualTo(new BigDecimal(margin.getOther().getRequiredUsd()));
    Portfolio portfolio = portfolio(address, Finality.FINALITY_PRUDENT);
    assertThat(portfolio.getAsOfList()).isEqualTo(exposure.getView().getAsOfList());
  }

  private Portfolio portfolio(String account, Finality finality) {
    GetPortfolioRequest request =
        GetPortfolioRequest.newBuilder().setAccount(account).setFinality(finality).build();
    return timeless(story.gateway().portfolios().getPortfolio(request).getPortfolio());
  }

  private GetExposureResponse exposure(String account, Finality finality) {
    return timeless(story.exposure(account, Policy.POLICY_PEGGED, finality));
  }

  private GetMarginResponse margin(String account, Finality finality) {
    return timeless(story.margin(account, finality));
  }

  private static String query(String path, View view) {
    return path + (path.contains("?") ? "&" : "?") + "finality=" + view.name();
  }

  private void get(String path, View view, Message.Builder into) throws IOException {
    HttpResponse<String> response = story.gateway().get(query(path, view));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    JsonFormat.parser().merge(response.body(), into);
  }

  /** Ends the stream: a connection has a hundred calls at a time, and the next one would wait. */
  private static <T> T first(Callable<Iterator<T>> stream) throws Exception {
    try (Context.CancellableContext call = Context.current().withCancellation()) {
      return call.call(stream).next();
    }
  }

  private void firstEvent(String path, View view, Message.Builder into) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(story.gateway().url() + query(path, view))).build();
    HttpResponse<InputStream> response =
        story.gateway().http().send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (!line.startsWith("data:")) {
        line = lines.readLine();
      }
      JsonFormat.parser().merge(line.substring("data:".length()), into);
    }
  }

  /**
   * Without the times at which the nodes last answered, which move while the chains stand still.
   */
  @SuppressWarnings("unchecked")
  private static <M extends Message> M timeless(M message) {
    Message.Builder builder = message.toBuilder();
    clearTimes(builder);
    return (M) builder.build();
  }

  private static void clearTimes(Message.Builder message) {
    if (message instanceof Provenance.Builder provenance) {
      provenance.clearObservedAt();
      return;
    }
    // A watch tells an account's state as it was made; an answer has the newest number of the same.
    FieldDescriptor version = message.getDescriptorForType().findFieldByName("version");
    if (version != null) {
      message.clearField(version);
    }
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE || field.isMapField()) {
                return;
              }
              if (!field.isRepeated()) {
                clearTimes(message.getFieldBuilder(field));
                return;
              }
              for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
                clearTimes(message.getRepeatedFieldBuilder(field, i));
              }
            });
  }
}
