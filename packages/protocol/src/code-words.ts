/**
 * The 1,024 words of return codes (KEY-3): gentle, concrete, three to seven letters, each known
 * by its first four letters. Their order counts: a word is ten bits, and codes that people have
 * written down were made with this list. Never add, remove or move a word.
 */
const text =
  'accent acorn acre admire adobe adorn advice aerial agate agenda agile agree ahead airy album ' +
  'alcove alone alpaca alpine amber amble ample anchor angle angora animal answer antique antler ' +
  'apple apricot apron aqua arcade arch arctic area argyle arise arrive artist ashen aside aspen ' +
  'aster atlas attend attic author autumn avenue avid avocado awake award awning azalea badge baker ' +
  'balance balcony ballad balsam bamboo band banjo banner bantam barge barley barn basil basket ' +
  'bazaar beacon beagle beam beetle beige belfry belt bench bevel beyond bicycle bike birch bird ' +
  'blanket blend bloom blossom boat bobbin bold bonnet bonus book border borrow botany bottle ' +
  'bounce bowl bracket bramble branch brass breeze brick bridge brief bright brisk broad brook ' +
  'brown brush bubble bucket budget builder bulb bumble bunch bundle bunting burrow bushel button ' +
  'buzz cabin cable cactus caddy cafe cairn calico calm camel camp canary candle canoe canvas ' +
  'caravan care cargo carpet carrot cart cascade catalog cedar century ceramic chain chalet chapter ' +
  'chart cheery chef cherry chess chicory chime chipper chirp choice chorus chuckle cinema circle ' +
  'citrus city classic clay clever click cloak clock cloth cloud clover club cluster coach coast ' +
  'coat cobble cocoa coffee coin colony column comb comet compass concert cone conifer connect ' +
  'copper coral corner cosmos cottage couch country cowslip coyote cozy cradle craft crayon crest ' +
  'crisp crochet crystal cuckoo cuddle curious curly curtain curve cushion custom cycle cypress ' +
  'dahlia dainty daisy dance dapple dawn day decade decor delight delta depot design desk detail ' +
  'diagram diamond diary digit dimple dingo dish distant doll dolphin domain dome domino donkey ' +
  'door dormer dove dozen drama drawer drizzle drum dune duvet eager eagle early earth easel east ' +
  'easy ebony echo elastic elder elegant emblem emerald energy engine enjoy envoy essay estate ' +
  'evening explore express extra fable fabric facet fairway falcon fancy farm fashion fawn feather ' +
  'fellow fence fennel fern ferry fiddle film filter finch finish fjord flag flannel fleece flight ' +
  'float flock floor flora fluffy flute foam focus foggy folder foliage folk forest fork forum ' +
  'foster fox foyer frame freckle fresh friend fringe frog frolic frosty fruit funnel furrow future ' +
  'fuzzy gable gadget galaxy gallery game garage garden garland garnet gather gazebo gear gentle ' +
  'genuine gibbon gift giggle ginger giraffe glacier glade glance glass gleam glen glide glimmer ' +
  'glitter globe glossy glove glow goal goat goggles golden golf gondola gong gopher gourd gown ' +
  'grace grand graph grass gravel green grin grove guava guide guitar gulf gully gusto habitat ' +
  'haiku hallway halo hamlet hammock hangar happy harmony harvest hatch haven hay hazel headway ' +
  'hearth hedge height hello helper herald heron hexagon hickory hike hill history hobby hockey ' +
  'holiday holly homely honey hood hook hoop hopeful horizon hostel hotel house hover huddle humble ' +
  'hundred hurray husk hybrid icicle icon idea igloo image impala inch indigo inkwell inlet inner ' +
  'invent invite iris island item ivory ivy jacket jade jasmine jaunty jay jazz jeans jersey jewel ' +
  'jigsaw jingle jogger joke jolly journal jovial joyful judo juggle juice july jumbo june jungle ' +
  'juniper kayak keeper kelp kestrel kettle key kimono kind kiosk kitchen kite kitten kiwi koala ' +
  'label lace ladder ladle lagoon lake lamp land lantern laptop larch lark lasso latch lattice ' +
  'laugh launch laurel lava lawn layer league leather lecture ledge legend leisure lemon lens ' +
  'letter level library lichen light lilac lily linden linen lion lively llama local locket lodge ' +
  'lofty logbook loom lotus loyal lucky lullaby lunar lupin lyric macaw magnet magpie mallet ' +
  'manatee mango manor maple marble march marina market mascot match math maximum meadow medley ' +
  'mellow melody memo mentor menu merry metro middle mild mile mimosa mineral mingle minute mirror ' +
  'misty mitten mixture mocha model moment monitor moonlit mosaic moss motel moth motor mouse move ' +
  'movie mural music muslin mustard myrtle mystery napkin nature nectar needle neon nest nimble ' +
  'nine nomad noon north notable nougat novel nutmeg nylon oak oasis oboe ocean octave offer office ' +
  'olive omega onward onyx opal opera orbit orchard oregano origami oriole ornate osprey ostrich ' +
  'otter outdoor outing oval oven owl oxford paddle page pagoda paint palette panda pantry papaya ' +
  'paper parade parcel park parrot parsley pastel path patio pattern peach pebble pelican pencil ' +
  'penguin pennant people pepper perch petunia photo piano picnic picture piglet pile pillow pilot ' +
  'pine pink pint pioneer pixel placid plaid plan plateau plaza plenty plover plush pocket podium ' +
  'poem poet polar polite polka pollen pond pony poodle poplar poppy porch pottery powder prairie ' +
  'prance pretty prism promise puddle puffin pumpkin pup purple puzzle pyramid quaint quartz quest ' +
  'quick quiet quill quince quiz quokka rabbit radar radiant raft rainbow rally ramble ranch rattan ' +
  'raven ready refresh relax renew repair reunion reward rhubarb ribbon ride ridge ripple river ' +
  'robin rock romance rondo roof room rope rosy round rowboat royal rubber ruby rugby ruler rumba ' +
  'runner saddle safe saffron sage sailor sandal satchel satin saturn scarf scenic school science ' +
  'scooter scout screen scroll season seed seesaw select sequoia serene seven shade sheep shell ' +
  'shimmer shine ship shirt shovel shrub siesta signal silk silver simple singer skate sketch ' +
  'skipper sky slice slide slipper smile smooth snail sneaker snowman snug soap soccer social sofa ' +
  'soft solar solo sonata song sonnet sorrel sound space spaniel spark sphere spiral spoon sport ' +
  'spread spring sprout stadium star station steady stem stitch stone story stove stream string ' +
  'studio summer sunny sunrise super swallow swan sweater sweep swift swim swing table tag tailor ' +
  'talent talk tall tandem tango task taxi teacup teal teapot teddy terrace textile thank theme ' +
  'thicket thimble thistle thread thrive thrush ticket tidy tiger tile timber tiny toast today ' +
  'tomato tone topaz topic toucan tour towel town trail travel tree trellis tribute trio trolley ' +
  'trophy trumpet truth tuba tugboat tulip tumble tundra tune turtle tutor twelve twenty twig twine ' +
  'twirl twist ukulele umber union unity unwind upbeat upright upward useful usual utopia valley ' +
  'vanilla vase velvet venture veranda verse vibrant victory video villa vine vinyl viola visible ' +
  'vista vivid vole voyage wagon wagtail walk wallaby walnut waltz wander warm watch water wavy web ' +
  'welcome west wheel whistle white wicker wide wild willow window wing wink winter wise wish ' +
  'wombat wool world wreath wren yacht yarn yarrow yellow yodel yonder young yucca zebra zephyr ' +
  'zigzag zinnia zipper ';

export const codeWords: readonly string[] = text.trim().split(' ');
