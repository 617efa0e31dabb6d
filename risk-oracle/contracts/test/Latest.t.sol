// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {Fixture} from "./kit/Fixture.sol";
import {PullReader} from "./kit/PullReader.sol";
import {vm} from "./kit/Vm.sol";
import {Words} from "./kit/Words.sol";

/// @notice `latest` answers the common case in assembly: here it is held against its rule, stated once more in plain words.
contract LatestTest is Fixture {
    using Words for ISetoffRiskOracle.Word;

    PullReader private reader;
    bytes32 private who;
    bytes32 private headSlot;
    bytes32 private rowSlot;

    function setUp() public override {
        super.setUp();
        reader = new PullReader();
        who = id(account(0));
        headSlot = keccak256(abi.encode(STREAM, 0));
        rowSlot = keccak256(abi.encode(who, uint256(headSlot) + 2));
    }

    struct State {
        uint64 epoch;
        uint40 aliveFrom;
        bool halted;
        uint32 observedAt;
        uint8 lifeSteps;
        uint8 flags;
        uint256 rest; // of the word
    }

    function put(State memory s) private returns (ISetoffRiskOracle.Word word) {
        uint256 head = uint256(s.epoch) | uint256(s.aliveFrom) << 215 | (s.halted ? 1 << 255 : 0);
        uint256 raw =
            (s.rest & ~(uint256(type(uint40).max) << 24) & ~uint256(0xff)) | uint256(s.observedAt) << 24 | s.flags;
        vm.store(address(oracle), headSlot, bytes32(head));
        vm.store(address(oracle), rowSlot, bytes32(raw | uint256(s.lifeSteps) << 56));
        return ISetoffRiskOracle.Word.wrap(raw);
    }

    function rule(State memory s, ISetoffRiskOracle.Word word, uint256 maxAge)
        private
        view
        returns (ISetoffRiskOracle.Status)
    {
        bool stored = word.raw() != 0 || s.lifeSteps != 0;
        if (s.halted || (stored && s.observedAt < s.aliveFrom)) return ISetoffRiskOracle.Status.Halted;
        if (s.observedAt == 0) return ISetoffRiskOracle.Status.Unknown;
        if (s.flags & 64 != 0) return ISetoffRiskOracle.Status.Tombstoned;
        if (block.timestamp > uint256(s.observedAt) + 16 * uint256(s.lifeSteps)) {
            return ISetoffRiskOracle.Status.Expired;
        }
        if (s.observedAt > block.timestamp + 60) return ISetoffRiskOracle.Status.Future;
        if (block.timestamp > s.observedAt && block.timestamp - s.observedAt > maxAge) {
            return ISetoffRiskOracle.Status.Stale;
        }
        return s.flags == 1 ? ISetoffRiskOracle.Status.Fresh : ISetoffRiskOracle.Status.Flagged;
    }

    function assertRule(State memory s, uint256 maxAge) private {
        ISetoffRiskOracle.Word word = put(s);
        ISetoffRiskOracle.Status expected = rule(s, word, maxAge);
        (ISetoffRiskOracle.Status status, ISetoffRiskOracle.Word given, uint64 epoch) =
            oracle.latest(STREAM, who, maxAge);
        assertStatus(status, expected);
        vm.assertEq(given.raw(), word.raw(), "word");
        vm.assertEq(epoch, s.epoch, "epoch");
        (status, given, epoch) = reader.latest(oracle, STREAM, who, maxAge);
        assertStatus(status, expected);
        vm.assertEq(given.raw(), word.raw(), "word, by library");
        vm.assertEq(epoch, s.epoch, "epoch, by library");
    }

    function testFuzzAnswerFollowsTheRule(State memory s, uint256 maxAge) public {
        assertRule(s, maxAge);
    }

    /// @dev Near the limits, where the random ones rarely are.
    function testFuzzAnswerFollowsTheRuleNearItsLimits(State memory s, uint8 age, uint8 alive, uint8 maxAge) public {
        s.observedAt = uint32(NOW + 70 - age);
        s.aliveFrom = alive < 64 ? 0 : uint40(NOW + 70 - alive);
        s.lifeSteps %= 16;
        if (s.flags & 128 == 0) s.flags = 1;
        s.halted = s.halted && age & 3 == 0;
        assertRule(s, maxAge % 2 == 0 ? maxAge : type(uint256).max - maxAge);
    }

    function testFreshThroughItsLastSecond() public {
        State memory s = State(9, 0, false, uint32(NOW), 3, 1, 0);
        put(s);
        vm.warp(NOW + 48);
        (ISetoffRiskOracle.Status status,,) = oracle.latest(STREAM, who, 48);
        assertStatus(status, ISetoffRiskOracle.Status.Fresh);
        assertRule(s, 48);
        assertRule(s, 47);
        vm.warp(NOW + 49);
        assertRule(s, 49);
        vm.warp(NOW - 60);
        assertRule(s, 0);
        vm.warp(NOW - 61);
        assertRule(s, 0);
    }

    /// @notice The layout that the storage of this test assumes is the one of the contract.
    function testStorageIsWhereThisTestPutsIt() public {
        bytes memory rows = row(account(0), Words.seen(NOW));
        storeSigned(flatReport(7, rows), rows);
        vm.record();
        oracle.latest(STREAM, who, 0);
        (bytes32[] memory reads,) = vm.accesses(address(oracle));
        vm.assertEq(reads.length, 2, "two slots");
        vm.assertTrue(reads[0] == rowSlot && reads[1] == headSlot, "slots");
    }

    // ---- the library where there is no oracle

    function assertUnknown(address notAnOracle) private view {
        (ISetoffRiskOracle.Status status, ISetoffRiskOracle.Word word, uint64 epoch) =
            reader.latest(ISetoffRiskOracle(notAnOracle), STREAM, who, 300);
        assertStatus(status, ISetoffRiskOracle.Status.Unknown);
        vm.assertEq(word.raw() + epoch, 0, "nothing");
    }

    function testContractThatDoesNotAnswerIsUnknown() public {
        bytes[6] memory codes = [
            bytes(""), // no contract
            hex"00", // answers nothing
            hex"fe", // uses up its gas
            hex"60016000526060600160003e60006000fd", // reverts
            hex"60016000526040600060603960406000f3", // one word too few
            hex"600860005260606000f3" // a status that does not exist
        ];
        for (uint256 i; i < codes.length; ++i) {
            vm.etch(address(0xBAD), codes[i]);
            assertUnknown(address(0xBAD));
        }
        vm.etch(address(0xBAD), hex"600760005260606000f3");
        (ISetoffRiskOracle.Status status,,) = reader.latest(ISetoffRiskOracle(address(0xBAD)), STREAM, who, 300);
        assertStatus(status, ISetoffRiskOracle.Status.Flagged);
    }
}
