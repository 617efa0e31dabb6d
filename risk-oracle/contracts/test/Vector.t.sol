// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ExposureWord} from "../src/ExposureWord.sol";
import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {MerklePath} from "../src/MerklePath.sol";
import {ReportHash} from "../src/ReportHash.sol";
import {SignerSets} from "../src/SignerSets.sol";
import {Deploy} from "./kit/Deploy.sol";
import {vm} from "./kit/Vm.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";

/// @notice The EIP-712 vector that every implementation (Solidity, Java, wallets) must reproduce.
contract VectorTest {
    using ExposureWord for ISetoffRiskOracle.Word;

    uint256 private constant CHAIN_ID = 31337;
    address private constant VERIFYING_CONTRACT = 0x00000000000000000000000000000000C0FFEE01;
    bytes32 private constant TYPEHASH = 0x281ae32b5730e929c3ad8b1a9b6fff547f1d555d20a8aef47de3881ce0297773;
    bytes32 private constant DOMAIN = 0x1ff5f4f81fc7acf5ddb2caf0969fc8557d1ee7fd1390aec2569bec005c683b9d;
    bytes32 private constant DIGEST = 0xe2681aa11ab9a3960955f1c5a5aab9a36456874953bb4a91e218a8b7c05b1baa;
    bytes32 private constant ACCOUNT_ID = 0x00000000000000000000000070997970c51812dc3a010c7d01b50e0d17dc79c8;
    bytes32 private constant WORD = 0xfffffee08e04fb35000059d39e7f14a000000001018d3a40006ab13b8026de01;
    bytes32 private constant LEAF = 0x798655fe2281c0d0880d37dd324fdeba1f38b0b9a8ef2d1bf5992b6468a9a287;
    bytes32 private constant ROOT = 0x2ed1fac18d0953822a87b3b2d2bdba873bca1facbed5b04e9442c82d75a2bdf7;
    address private constant SIGNER = 0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf; // of the private key 1
    bytes32 private constant SIGNATURE_R = 0xca966960ae7170126d71d0a60d0e6482d5f4c4604dbb33063506de0187842011;
    bytes32 private constant SIGNATURE_S = 0x7c4a5e986024ee7ad72cd95f0db827daa5c7aec19a285afb4dc6ff455ad6bc56;
    uint8 private constant SIGNATURE_V = 0x1c;

    ISetoffRiskOracle private oracle;
    ISetoffRiskOracle.EpochReport private report;

    function setUp() public {
        vm.chainId(CHAIN_ID);
        vm.warp(1_790_000_100 - Deploy.ROTATION_DELAY);
        address[] memory set = new address[](1);
        set[0] = SIGNER;
        vm.etch(VERIFYING_CONTRACT, Deploy.initcode(set, 1, Deploy.governance()));
        (bool ok, bytes memory runtime) = VERIFYING_CONTRACT.call("");
        vm.assertTrue(ok, "deployed");
        vm.etch(VERIFYING_CONTRACT, runtime);
        oracle = ISetoffRiskOracle(VERIFYING_CONTRACT);
        for (uint64 version = 2; version <= 3; ++version) {
            vm.prank(Deploy.OWNER);
            oracle.scheduleSignerSet(keccak256(abi.encodePacked(set)), 1, uint40(1_790_000_100));
        }
        vm.warp(1_790_000_100);
        report = ISetoffRiskOracle.EpochReport({
            streamId: 0x2d816f14aedbecc556a2d1f775ae22e00bab55ff3a3b81901430bfd56e9bcacb,
            epoch: 42,
            setVersion: 3,
            observedAt: 1_790_000_000,
            validUntil: 1_790_000_300,
            leafCount: 2,
            root: ROOT,
            inputsHash: 0xd41d6b189e130a016c166c65c226d7fa1a53be2afafef394b142a39dc9c054cd,
            modelHash: 0x191185346d2996711dd761c502ee7036b7bbf81137b5ba67ab29c6b6f57570a9
        });
    }

    function testTypehashDomainAndDigestAreThoseOfTheVector() public view {
        vm.assertEq(ReportHash.TYPEHASH, TYPEHASH, "typehash");
        vm.assertEq(oracle.domainSeparator(), DOMAIN, "domain separator");
        vm.assertEq(oracle.reportDigest(report), DIGEST, "digest");
    }

    function testEip5267DescribesTheDomainOfTheVector() public view {
        (bytes1 fields, string memory name, string memory version, uint256 chainId, address verifyingContract,,) =
            IERC5267(VERIFYING_CONTRACT).eip712Domain();
        vm.assertEq(bytes32(fields), bytes32(bytes1(0x0f)), "fields");
        vm.assertEq(keccak256(bytes(name)), keccak256("Setoff Risk Oracle"), "name");
        vm.assertEq(keccak256(bytes(version)), keccak256("1"), "version");
        vm.assertEq(chainId, CHAIN_ID, "chain id");
        vm.assertEq(verifyingContract, VERIFYING_CONTRACT, "verifying contract");
    }

    function testSignatureOfTheVectorCommitsAndItsLeafProves() public {
        ISetoffRiskOracle.Quorum memory quorum;
        quorum.set = new address[](1);
        quorum.set[0] = SIGNER;
        quorum.idx = hex"00";
        quorum.rvs = new bytes32[](2);
        quorum.rvs[0] = SIGNATURE_R;
        quorum.rvs[1] = bytes32(uint256(SIGNATURE_S) | (uint256(SIGNATURE_V - 27) << 255));
        vm.assertTrue(oracle.commit(report, quorum), "accepted");

        bytes32[] memory proof = new bytes32[](1);
        proof[0] = keccak256("sibling");
        ISetoffRiskOracle.Word word = ISetoffRiskOracle.Word.wrap(uint256(WORD));
        ISetoffRiskOracle.Status status = oracle.prove(report.streamId, ACCOUNT_ID, word, proof, 5 minutes);
        vm.assertEq(uint256(status), uint256(ISetoffRiskOracle.Status.Fresh), "status");
    }

    function testWordAndLeafOfTheVector() public pure {
        ISetoffRiskOracle.Word word = ISetoffRiskOracle.Word.wrap(uint256(WORD));
        vm.assertEq(MerklePath.leaf(ACCOUNT_ID, word), LEAF, "leaf");
        vm.assertEq(word.netUsd(), -1_234_567_890_123, "net, 1e-6 USD");
        vm.assertEq(word.grossUsd(), 98_765_432_100_000, "gross, 1e-6 USD");
        vm.assertEq(word.marginUsd(), 4_321_000_000, "margin, 1e-6 USD");
        vm.assertEq(word.observedAt(), 1_790_000_000, "observed at");
        vm.assertEq(word.coverageBps(), 9950, "coverage");
        vm.assertEq(word.flags(), 1, "flags");
    }
}
