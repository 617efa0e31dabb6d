// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../ISetoffRiskOracle.sol";
import {IPriceFeed} from "./IPriceFeed.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";

/// @title What a CrossMarginVault was deployed with; nothing of it ever changes
/// @notice Shares are in 1/10000 (bps).
abstract contract VaultTerms {
    struct Terms {
        IERC20 collateral; // no fee on transfer, no hooks
        IERC20 debt; // 6 decimals, counted as 1 USD each
        IPriceFeed priceFeed; // of the collateral
        uint32 maxPriceAge; // seconds
        address lender; // takes back what is not lent
        ISetoffRiskOracle oracle;
        bytes32 rowsStream; // of the stored words for this vault
        bytes32 rootStream; // of the signed roots for this vault
        uint32 maxReportAge; // seconds
        uint16 marginBps; // stand-alone margin, of the collateral's value
        uint16 maintenanceBps; // below it an account may be liquidated, of the collateral's value
        uint16 maxBenefitBps; // that a report may take off the stand-alone margin, of that margin
        uint16 maxRiseBpsPerHour; // by which the benefit may grow, of the stand-alone margin
        uint16 liquidationBonusBps; // of what a liquidator repays
    }

    /// @notice Margins must be ordered: maintenance < stand-alone less the whole benefit, stand-alone <= 10000.
    error BadTerms();

    uint256 internal constant BPS = 10_000;
    uint8 internal constant USD_DECIMALS = 6;

    IERC20 public immutable collateral;
    IERC20 public immutable debt;
    IPriceFeed public immutable priceFeed;
    uint256 public immutable maxPriceAge;
    address public immutable lender;
    ISetoffRiskOracle public immutable oracle;
    bytes32 public immutable rowsStream;
    bytes32 public immutable rootStream;
    uint256 public immutable maxReportAge;
    uint256 public immutable marginBps;
    uint256 public immutable maintenanceBps;
    uint256 public immutable maxBenefitBps;
    uint256 public immutable maxRiseBpsPerHour;
    uint256 public immutable liquidationBonusBps;

    /// @dev collateral base units x answer / _scale = 1e-6 USD.
    uint256 internal immutable _scale;

    constructor(Terms memory terms) {
        uint256 leastMargin = uint256(terms.marginBps) * (BPS - terms.maxBenefitBps);
        if (terms.marginBps > BPS || leastMargin <= BPS * terms.maintenanceBps) revert BadTerms();
        if (IERC20Metadata(address(terms.debt)).decimals() != USD_DECIMALS) revert BadTerms();
        uint256 decimals = uint256(IERC20Metadata(address(terms.collateral)).decimals()) + terms.priceFeed.decimals();
        if (decimals < USD_DECIMALS) revert BadTerms();
        _scale = 10 ** (decimals - USD_DECIMALS);
        collateral = terms.collateral;
        debt = terms.debt;
        priceFeed = terms.priceFeed;
        maxPriceAge = terms.maxPriceAge;
        lender = terms.lender;
        oracle = terms.oracle;
        rowsStream = terms.rowsStream;
        rootStream = terms.rootStream;
        maxReportAge = terms.maxReportAge;
        marginBps = terms.marginBps;
        maintenanceBps = terms.maintenanceBps;
        maxBenefitBps = terms.maxBenefitBps;
        maxRiseBpsPerHour = terms.maxRiseBpsPerHour;
        liquidationBonusBps = terms.liquidationBonusBps;
    }
}
