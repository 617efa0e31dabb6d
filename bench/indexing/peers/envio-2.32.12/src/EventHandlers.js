const { PositionBook } = require("../generated");

PositionBook.PositionChanged.handler(async ({ event, context }) => {
  const { account, market, sizeDelta, price } = event.params;
  const id = account.toLowerCase() + "," + market;
  const before = await context.Position.get(id);
  context.Position.set({
    id,
    account: account.toLowerCase(),
    market,
    netSize: (before ? before.netSize : 0n) + sizeDelta,
    netCost: (before ? before.netCost : 0n) + sizeDelta * price,
    events: (before ? before.events : 0) + 1,
    lastPrice: price,
    lastBlock: event.block.number,
    lastLogIndex: event.logIndex,
  });
});
